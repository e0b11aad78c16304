"""From named PyTorch weights to a TensorFlow.js graph model and its manifest."""
