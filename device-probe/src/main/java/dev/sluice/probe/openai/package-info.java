/**
 * Servers that speak the OpenAI protocol (llama-server, mlx_lm.server, Ollama, LM Studio, vLLM)
 * behind the engine port. Trusts nothing that a server says: what it can do is tried out before it
 * counts. It must not know suites, grading or reports.
 */
@NullMarked
package dev.sluice.probe.openai;

import org.jspecify.annotations.NullMarked;
