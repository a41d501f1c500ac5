"""The browser's face: health, the texts behind proofs, and later account linking."""
