/** Choosing, seeing and removing the logo. The picture is uploaded at once; the company has it when the form is saved. */
import { Button, FileInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { fileRoutes } from '#contracts/http/files.ts';
import { logoMimes, logoPixels, maxLogoBytes } from '#domain/setup/logo.ts';

import { upload } from '../../api/client.ts';
import { CompanyLogo } from '../../ui/company-logo.tsx';
import { Panel } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';

interface CompanyLogoFieldProps {
  readonly fileId: string | null;
  readonly onChange: (fileId: string | null) => void;
  readonly error: string | null;
}

export function CompanyLogoField({ fileId, onChange, error }: CompanyLogoFieldProps) {
  const send = useMutation({
    mutationFn: (picture: File) => upload(fileRoutes.upload, { query: { kind: 'logo' } }, picture),
    onSuccess: ({ body }) => onChange(body.fileId),
  });
  return (
    <Panel title={text('company.logo')}>
      <CompanyLogo fileId={fileId} alt={text('company.logoNow')} />
      <FileInput
        label={text('company.logoFile')}
        description={text('company.logoHelp', { kilobytes: maxLogoBytes / 1024, pixels: logoPixels.max })}
        accept={logoMimes.join(',')}
        value={null}
        placeholder={text(send.isPending ? 'company.logoSending' : 'company.logoChoose')}
        onChange={(file) => file !== null && send.mutate(file)}
        error={error}
      />
      <ProblemNote error={send.error} />
      {fileId !== null && (
        <div>
          <Button variant="default" onClick={() => onChange(null)}>
            {text('company.logoRemove')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
