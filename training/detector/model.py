"""SSD with a MobileNetV2 backbone and a light feature pyramid, padded as TensorFlow pads.

Sandler et al. 2018 (inverted residuals), Lin et al. 2017 (feature pyramid, focal loss prior),
separable heads shared by all levels as in TensorFlow's "FPN-lite".
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.detector.config import ModelConfig

PIXEL_MEAN = 127.5
PIXEL_SCALE = 127.5


class SameConv(nn.Module):
    """Convolution without bias, batch norm and ReLU6 with TensorFlow's SAME padding."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 1,
        stride: int = 1,
        groups: int = 1,
        act: bool = True,
    ) -> None:
        super().__init__()
        self.kernel, self.stride, self.act = kernel, stride, act
        self.conv = nn.Conv2d(
            inputs,
            outputs,
            kernel,
            stride,
            groups=groups,
            bias=False,
            padding=kernel // 2 if stride == 1 else 0,
        )
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03)

    def forward(self, x: Tensor) -> Tensor:
        if self.stride > 1:
            # SAME padding depends on the side's parity, unlike PyTorch's symmetric padding.
            pads = []
            for n in (x.shape[3], x.shape[2]):
                total = max((-(-n // self.stride) - 1) * self.stride + self.kernel - n, 0)
                pads += [total // 2, total - total // 2]
            x = F.pad(x, pads)
        x = self.norm(self.conv(x))
        return F.relu6(x) if self.act else x


class Bottleneck(nn.Module):
    """Inverted residual: expand, depthwise 3x3, project linearly; added where shapes agree."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = inputs * expansion
        self.expand = SameConv(inputs, inner) if expansion > 1 else None
        self.depthwise = SameConv(inner, inner, 3, stride, groups=inner)
        self.project = SameConv(inner, outputs, act=False)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = self.expand(x) if self.expand is not None else x
        y = self.project(self.depthwise(y))
        return x + y if self.residual else y


class Separable(nn.Module):
    """Depthwise 3x3 and pointwise convolution, each with batch norm and ReLU6."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.depthwise = SameConv(inputs, inputs, 3, stride, groups=inputs)
        self.pointwise = SameConv(inputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.pointwise(self.depthwise(x))


class Detector(nn.Module):
    """RGB pictures 0..255 [B, 3, H, W] to raw scores [B, A, C] and boxes [B, A, 4].

    H and W are multiples of 32; levels have strides 8, 16, 32 and, if asked for, 64.
    """

    def __init__(
        self, config: ModelConfig, classes: int, priors_per_cell: int, strides: list[int]
    ) -> None:
        super().__init__()
        if strides not in ([8, 16, 32], [8, 16, 32, 64]):
            raise ValueError(f"levels must have strides 8, 16, 32 (, 64), not {strides}")
        self.classes, self.cells, self.strides = classes, priors_per_cell, strides
        self.stem = SameConv(3, config.stem, 3, 2)
        blocks: list[nn.Module] = []
        taps: dict[int, tuple[int, int]] = {}
        channels, stride = config.stem, 2
        for expansion, outputs, repeats, step in config.stages:
            for i in range(repeats):
                blocks.append(Bottleneck(channels, outputs, step if i == 0 else 1, expansion))
                channels = outputs
            stride *= step
            taps[stride] = (len(blocks) - 1, channels)
        self.blocks = nn.ModuleList(blocks)
        self.taps = [taps[s][0] for s in (8, 16, 32)]
        p = config.pyramid
        self.lateral = nn.ModuleList(SameConv(taps[s][1], p, act=False) for s in (8, 16, 32))
        self.smooth = nn.ModuleList(Separable(p, p) for _ in (8, 16))
        self.extra = Separable(p, p, 2) if 64 in strides else None
        self.head = nn.ModuleList(Separable(p, p) for _ in range(config.head_depth))
        self.score = nn.Conv2d(p, priors_per_cell * classes, 1)
        self.box = nn.Conv2d(p, priors_per_cell * 4, 1)
        self._initialise()

    def _initialise(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out")
        nn.init.normal_(self.score.weight, std=0.01)
        nn.init.normal_(self.box.weight, std=0.01)
        nn.init.zeros_(self.box.bias)
        # Rare positives: start at a probability of 0.01 (focal loss paper, section 4.1).
        nn.init.constant_(self.score.bias, -math.log((1 - 0.01) / 0.01))

    def pyramid(self, image: Tensor) -> list[Tensor]:
        """Feature maps of all levels, finest first."""
        x = self.stem((image - PIXEL_MEAN) / PIXEL_SCALE)
        taps = []
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i in self.taps:
                taps.append(x)
        c3, c4, c5 = (lateral(t) for lateral, t in zip(self.lateral, taps, strict=True))
        p4 = self.smooth[1](c4 + F.interpolate(c5, scale_factor=2, mode="nearest"))
        p3 = self.smooth[0](c3 + F.interpolate(p4, scale_factor=2, mode="nearest"))
        return [p3, p4, c5] if self.extra is None else [p3, p4, c5, self.extra(c5)]

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        scores, boxes = [], []
        for x in self.pyramid(image):
            for layer in self.head:
                x = layer(x)
            batch = x.shape[0]
            scores.append(self.score(x).permute(0, 2, 3, 1).reshape(batch, -1, self.classes))
            boxes.append(self.box(x).permute(0, 2, 3, 1).reshape(batch, -1, 4))
        return torch.cat(scores, 1).float(), torch.cat(boxes, 1).float()
