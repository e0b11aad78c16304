"""Single-shot detectors (SSD, MobileNetV2, feature pyramid) for handwriting and textbook pages."""
