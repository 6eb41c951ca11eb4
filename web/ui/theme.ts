/** The look of Mantine's parts. Colours are in ui/tokens.css, because the page's policy allows no style element. */
import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its own lock of the page behind writes a style element; ui/tokens.css holds the page instead.
    ModalRoot: { defaultProps: { lockScroll: false, centered: false, transitionProps: { duration: 0 } } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: { defaultProps: { size: 'sm' } },
  },
});
