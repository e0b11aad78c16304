"""Training of the models that the page runs: data, networks, export to TensorFlow.js."""
