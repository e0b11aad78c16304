"""Where half the bits are worth it: bfloat16 on GPUs and on CPUs that multiply it themselves.

A CPU without AVX-512 BF16 or AMX does it in software: a reader's step took ten times as long.
"""

from __future__ import annotations

import torch


def has_bfloat16(device: torch.device) -> bool:
    """Whether a device multiplies bfloat16 in hardware."""
    if device.type != "cpu":
        return True
    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16"))


def mixed_precision(device: torch.device) -> torch.autocast:
    """Autocast to bfloat16 where that is faster, else nothing."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device))
