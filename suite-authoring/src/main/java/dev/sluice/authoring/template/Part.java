package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A part of a template; rendered to nothing at all when something in it has no value. */
sealed interface Part {

  Optional<String> rendered(JsonNode document);

  /** A text that is the same for every document. */
  record Verbatim(String text) implements Part {
    @Override
    public Optional<String> rendered(JsonNode document) {
      return Optional.of(text);
    }
  }

  /** An expression in double braces. */
  record Printed(Expression expression) implements Part {
    @Override
    public Optional<String> rendered(JsonNode document) {
      return Values.text(expression.value(document));
    }
  }

  /** The parts behind the first condition that holds; none when none does. */
  record Conditional(List<Branch> branches) implements Part {
    public Conditional {
      branches = List.copyOf(branches);
    }

    @Override
    public Optional<String> rendered(JsonNode document) {
      for (Branch branch : branches) {
        JsonNode condition = branch.condition().value(document);
        if (condition.isMissingNode()) {
          return Optional.empty();
        }
        if (Values.isTrue(condition)) {
          return Template.rendered(branch.parts(), document);
        }
      }
      return Optional.of("");
    }
  }

  /** What is rendered when a condition holds. */
  record Branch(Expression condition, List<Part> parts) {
    public Branch {
      parts = List.copyOf(parts);
    }
  }
}
