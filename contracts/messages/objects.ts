/** Texts of service objects: the details of what is refused. */
export const objectTexts = {
  'object.circle.detail': '{number} is part of this object itself.',
  'object.too-deep.detail': 'At most {most} objects lie one within the other.',
  'object.parent-not-in-use.detail': '{number} is not in use.',
  'object.site-of-parent.detail': 'It is part of {number}: move that one, or take it out of it first.',
  'object.parts-in-use.detail':
    'Still in use: {numbers}. Take its parts out of use with it, or give them another place.',
  'object.warranty-before-installation.detail':
    'It was installed on {installedOn}; the warranty ends on {warrantyUntil}.',
} as const;
