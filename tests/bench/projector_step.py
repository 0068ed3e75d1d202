#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A training step of the default projector, written plainly in Python torch: what `prismoe benchmark --suite tts`
measures as tts.train_step is compared with this. Prints seconds a step, the best of several.

    projector_step.py [--threads 1] [--steps 12]
"""
import argparse
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH, TOKENS, UNITS, FRAMES, D, PHONES, MELS = 8, 20, 40, 300, 256, 60, 80


class UnitBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.drop = nn.Conv1d(D, D, 3, padding=1), nn.LayerNorm(D), nn.Dropout(0.1)

    def forward(self, x):
        return x + self.drop(F.relu(self.norm(self.conv(x.transpose(1, 2)).transpose(1, 2))))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.norm2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.attention, self.drop = nn.MultiheadAttention(D, 4, batch_first=True), nn.Dropout(0.1)
        self.feed = nn.Sequential(nn.Linear(D, 2 * D), nn.ReLU(), nn.Linear(2 * D, D))

    def forward(self, x, memory):
        x = x + self.drop(self.attention(self.norm(x), memory, memory, need_weights=False)[0])
        return x + self.feed(self.norm2(x))


class FrameBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.conv = nn.LayerNorm(D), nn.Conv1d(D, D, 3, padding=1)
        self.out, self.drop = nn.Linear(D, D), nn.Dropout(0.1)

    def forward(self, x):
        return x + self.drop(self.out(F.relu(self.conv(self.norm(x).transpose(1, 2)).transpose(1, 2))))


class Projector(nn.Module):
    def __init__(self):
        super().__init__()
        self.input = nn.Sequential(nn.Linear(D, D), nn.LayerNorm(D), nn.GELU(), nn.Dropout(0.1), nn.Linear(D, D),
                                   nn.LayerNorm(D))
        self.phones = nn.Embedding(PHONES + 1, D)
        self.encoder = nn.Sequential(*[UnitBlock() for _ in range(4)])
        self.duration = nn.Sequential(UnitBlock(), UnitBlock(), nn.Linear(D, 1))
        self.range, self.place = nn.Linear(D + 1, 1), nn.Linear(3, D)
        self.attention = nn.ModuleList([Attention(), Attention()])
        self.frames = nn.Sequential(*[FrameBlock() for _ in range(4)])
        self.norm, self.head = nn.LayerNorm(D), nn.Linear(D, MELS)

    def forward(self, tokens, unit_tokens, unit_phones, durations):
        memory = self.input(tokens)
        units = memory.gather(1, unit_tokens[..., None].expand(-1, -1, D)) + self.phones(unit_phones)
        units = self.encoder(units)
        lengths = self.duration(units).squeeze(2)
        d = durations.float()
        sigma = F.softplus(self.range(torch.cat([units, d.log1p()[..., None]], 2)).squeeze(2)) + 0.5
        ends = d.cumsum(1)
        t = torch.arange(FRAMES) + 0.5
        logits = -((t[None, :, None] - (ends - d / 2)[:, None]) / sigma[:, None]) ** 2 / 2 - sigma.log()[:, None]
        weights = logits.masked_fill((d <= 0)[:, None], float("-inf")).softmax(2)
        owner = (t[None, :, None] >= ends[:, None]).sum(2).clamp_max(UNITS - 1)
        length = d.gather(1, owner)
        through = 1 - (ends.gather(1, owner) - t) / length
        place = torch.stack([through * 2 - 1, (through * torch.pi).sin(), length.log1p()], 2)
        x = weights @ units + self.place(place)
        for block in self.attention:
            x = block(x, memory)
        return self.head(self.norm(self.frames(x))), lengths


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    net = Projector()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4, betas=(0.9, 0.98))
    tokens = torch.randn(BATCH, TOKENS, D)
    unit_tokens = torch.randint(TOKENS, (BATCH, UNITS))
    unit_phones = torch.randint(PHONES, (BATCH, UNITS))
    durations = torch.full((BATCH, UNITS), FRAMES // UNITS)
    durations[:, 0] += FRAMES - FRAMES // UNITS * UNITS
    target = torch.randn(BATCH, FRAMES, MELS)
    wall, cpu = [], []
    for _ in range(options.steps):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        optimiser.zero_grad()
        out, lengths = net(tokens, unit_tokens, unit_phones, durations)
        loss = F.mse_loss(out, target) + 0.5 * (1 - F.cosine_similarity(out, target, dim=2)).mean()
        loss = loss + 0.1 * F.mse_loss(lengths, durations.float().log1p())
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - begun_cpu)
    count = sum(p.numel() for p in net.parameters())
    print(f"{count} parameters, {min(wall):.4f} s a step ({min(cpu):.4f} s of processor time)")


if __name__ == "__main__":
    main()
