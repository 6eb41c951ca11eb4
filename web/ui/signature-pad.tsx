/** A field to sign in with mouse, pen or finger; it hands out the drawing as PNG. */
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { PointerEvent, Ref } from 'react';
import { Button, Input } from '@mantine/core';

import styles from './signature-pad.module.css';
import { text } from './texts.ts';

export interface SignatureHandle {
  /** The drawing; null when nothing was drawn. */
  readonly picture: () => Promise<Blob | null>;
}

const width = 640;
const height = 220;

export function SignaturePad({ ref, label }: { ref: Ref<SignatureHandle>; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const clear = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    // Paper is white in the dark as well: the picture is stored and printed.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    setDrawn(false);
  };
  useEffect(clear, []);
  useImperativeHandle(ref, () => ({
    picture: () =>
      new Promise((resolve) => {
        if (!isDrawn || canvas.current === null) resolve(null);
        else canvas.current.toBlob(resolve, 'image/png');
      }),
  }));
  const pen = usePen(() => setDrawn(true));
  return (
    <div className={styles['pad']}>
      <Input.Label component="span">{label}</Input.Label>
      <canvas
        ref={canvas}
        className={styles['canvas']}
        width={width}
        height={height}
        role="img"
        aria-label={label}
        onPointerDown={pen.down}
        onPointerMove={pen.move}
      />
      <div className={styles['below']}>
        <span>{text('signOff.signatureHelp')}</span>
        <Button variant="subtle" size="compact-sm" onClick={clear} disabled={!isDrawn}>
          {text('signOff.clear')}
        </Button>
      </div>
    </div>
  );
}

function usePen(onInk: () => void) {
  const pointOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    return { x, y };
  };
  return {
    down(event: PointerEvent<HTMLCanvasElement>): void {
      const context = event.currentTarget.getContext('2d');
      if (!context) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x, y } = pointOf(event);
      Object.assign(context, { lineWidth: 3, lineCap: 'round', lineJoin: 'round', strokeStyle: '#10151c' });
      context.beginPath();
      context.moveTo(x, y);
    },
    move(event: PointerEvent<HTMLCanvasElement>): void {
      const context = event.currentTarget.getContext('2d');
      if (!context || event.buttons === 0) return;
      const { x, y } = pointOf(event);
      context.lineTo(x, y);
      context.stroke();
      onInk();
    },
  };
}
