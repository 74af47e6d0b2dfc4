package dev.sluice.probe.fitting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.fit.Advice;

/** Advice for people and for programs. */
public final class AdviceWords {
  private AdviceWords() {}

  /** As a sentence without its full stop. */
  public static String sentence(Advice advice) {
    if (advice instanceof Advice.LowerQuantization lower) {
      return "take it in %s, about %s; let an eval tell what that costs"
          .formatted(lower.quantization(), ByteSize.text(lower.neededBytes()));
    }
    if (advice instanceof Advice.ShorterContext shorter) {
      return "run it with a context of %d, %s"
          .formatted(shorter.contextTokens(), ByteSize.text(shorter.neededBytes()));
    }
    return "leave the work to a remote model, if what is asked may leave the device";
  }

  /** As an object with a {@code do}. */
  public static ObjectNode json(Advice advice) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (advice instanceof Advice.LowerQuantization lower) {
      node.put("do", "lower_quantization").put("quantization", lower.quantization());
      node.put("needed", lower.neededBytes());
    } else if (advice instanceof Advice.ShorterContext shorter) {
      node.put("do", "shorten_context").put("contextTokens", shorter.contextTokens());
      node.put("needed", shorter.neededBytes());
    } else {
      node.put("do", "route_to_remote");
    }
    return node;
  }
}
