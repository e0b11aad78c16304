"""Single-shot detectors (SSD, MobileNetV2, feature pyramid) for handwriting and textbook pages."""

import os

# Before torch is imported: threads that wait must not spin on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
