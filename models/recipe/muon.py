"""Muon: momentum whose step is made orthogonal, for weight matrices.

K. Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024,
https://kellerjordan.github.io/posts/muon/. The coefficients of the Newton-Schulz iteration are
theirs.
"""

import collections

import torch

NEWTON_SCHULZ_STEPS = 5
NEWTON_SCHULZ_COEFFICIENTS = (3.4445, -4.7750, 2.0315)


class Muon:
    def __init__(self, matrices, weight_decay=0.02, momentum=0.95):
        self.matrices = matrices
        self.weight_decay = weight_decay
        self.momentum = momentum
        self.averages = [torch.zeros_like(matrix) for matrix in matrices]

    @torch.no_grad()
    def step(self, learning_rate):
        for (rows, columns), group in self._updates_by_shape().items():
            directions = orthogonal(torch.stack([update for _, update in group]))
            scale = max(1, rows / columns) ** 0.5
            for (matrix, _), direction in zip(group, directions):
                matrix.mul_(1 - learning_rate * self.weight_decay)
                matrix.add_(direction, alpha=-learning_rate * scale)

    def _updates_by_shape(self):
        """Matrices of one shape are made orthogonal together, which is faster."""
        groups = collections.defaultdict(list)
        for matrix, average in zip(self.matrices, self.averages):
            average.mul_(self.momentum).add_(matrix.grad, alpha=1 - self.momentum)
            update = matrix.grad.lerp(average, self.momentum)
            groups[tuple(matrix.shape)].append((matrix, update))
        return groups


def orthogonal(matrices):
    """Pulls all singular values of each matrix (batch, rows, columns) towards one."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    a, b, c = NEWTON_SCHULZ_COEFFICIENTS
    for _ in range(NEWTON_SCHULZ_STEPS):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.transpose(1, 2) if tall else x
