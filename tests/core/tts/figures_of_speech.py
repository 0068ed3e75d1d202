#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of speech once more, with numpy alone: MCD along a warping path, ln F0 RMSE, voicing error, mel L1.

Reads a JSON file with the paths of two 16-bit WAV files and their F0 tracks (one value a frame, 0 unvoiced).
"""
import json
import sys
import wave

import numpy as np

RATE, FFT, HOP, MELS, FMAX, FLOOR = 22050, 1024, 256, 80, 8000.0, 1e-5


def read_wav(path):
    with wave.open(path) as file:
        assert file.getnchannels() == 1 and file.getsampwidth() == 2 and file.getframerate() == RATE
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768.0


def hz_to_mel(hz):
    hz = np.asarray(hz, float)
    return np.where(hz < 1000, hz * 3 / 200, 15 + 27 * np.log(np.maximum(hz, 1000) / 1000) / np.log(6.4))


def mel_to_hz(mel):
    mel = np.asarray(mel, float)
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) * (mel - 15) / 27))


def mel_filters():
    edges = mel_to_hz(np.linspace(hz_to_mel(0.0), hz_to_mel(FMAX), MELS + 2))
    bins = np.arange(FFT // 2 + 1) * RATE / FFT
    rows = []
    for low, middle, high in zip(edges, edges[1:], edges[2:]):
        triangle = np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle))
        rows.append(np.maximum(triangle, 0) * 2 / (high - low))
    return np.array(rows)


def log_mel(samples):
    frames = len(samples) // HOP
    padded = np.pad(samples, (FFT - HOP) // 2, mode="reflect")
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FFT) / FFT)
    cut = np.stack([padded[t * HOP:t * HOP + FFT] * window for t in range(frames)])
    return np.log(np.maximum(np.abs(np.fft.rfft(cut)) @ mel_filters().T, FLOOR))


def cepstrum(mel, count):
    n = mel.shape[1]
    basis = np.cos(np.pi / n * (np.arange(n) + 0.5)[None, :] * np.arange(count)[:, None]) * np.sqrt(2 / n)
    basis[0] /= np.sqrt(2)
    return mel @ basis.T


def warp(cost):
    rows, cols = cost.shape
    total = np.full((rows + 1, cols + 1), np.inf)
    total[0, 0] = 0
    for i in range(rows):
        for j in range(cols):
            total[i + 1, j + 1] = cost[i, j] + min(total[i, j], total[i, j + 1], total[i + 1, j])
    path, i, j = [], rows, cols
    while i > 0 and j > 0:
        path.append((i - 1, j - 1))
        i, j = min(((i - 1, j - 1), (i - 1, j), (i, j - 1)), key=lambda at: total[at])
    return path[::-1]


def main():
    given = json.load(open(sys.argv[1], encoding="utf-8"))
    a, b = (log_mel(read_wav(given[key])) for key in "ab")
    ca, cb = (cepstrum(mel, 14)[:, 1:] for mel in (a, b))
    cost = np.sqrt(((ca[:, None, :] - cb[None, :, :]) ** 2).sum(2))
    path = warp(cost)
    mcd = 10 * np.sqrt(2) / np.log(10) * np.mean([cost[at] for at in path])

    def hz(track, frame):
        return track[frame] if frame < len(track) else 0

    pairs = [(hz(given["f0_a"], i), hz(given["f0_b"], j)) for i, j in path]
    both = [(x, y) for x, y in pairs if x > 0 and y > 0]
    f0_rmse = np.sqrt(np.mean([(np.log(x) - np.log(y)) ** 2 for x, y in both]))
    vuv = np.mean([(x > 0) != (y > 0) for x, y in pairs])
    frames = min(len(a), len(b))
    json.dump({"mcd": mcd, "f0_rmse": f0_rmse, "vuv": vuv, "mel_l1": np.abs(a[:frames] - b[:frames]).mean()}, sys.stdout)


main()
