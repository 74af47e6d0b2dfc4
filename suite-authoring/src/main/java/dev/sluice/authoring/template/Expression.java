package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A pure function of a document. Where Python would raise an error, the value is missing, and so is
 * the value of everything around it. Only the part that is needed is evaluated, and once.
 */
sealed interface Expression {

  JsonNode value(JsonNode document);

  /** The same for every document. */
  record Constant(JsonNode constant) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      return constant;
    }
  }

  /** What the document has under a name. */
  record Field(String name) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      return document.path(name);
    }
  }

  /** What an object has under a name; what a list or a text has in a place, from its end too. */
  record Element(Expression of, Expression key) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      return Values.element(of.value(document), key.value(document));
    }
  }

  /** A list that is written out. */
  record ListOf(List<Expression> elements) implements Expression {
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode value(JsonNode document) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (Expression element : elements) {
        JsonNode value = element.value(document);
        if (value.isMissingNode()) {
          return value;
        }
        list.add(value);
      }
      return list;
    }
  }

  /** A method or a filter. */
  record Call(Function function, Expression of, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    static Call of(Function function, Expression of, List<Expression> arguments)
        throws TemplateException {
      if (arguments.size() < function.fewest() || arguments.size() > function.most()) {
        throw new TemplateException(
            "'%s' is not taken with %d arguments".formatted(function.name(), arguments.size()));
      }
      return new Call(function, of, arguments);
    }

    @Override
    public JsonNode value(JsonNode document) {
      JsonNode subject = of.value(document);
      List<JsonNode> given = new ArrayList<>();
      for (Expression argument : arguments) {
        given.add(argument.value(document));
      }
      return subject.isMissingNode() || given.stream().anyMatch(JsonNode::isMissingNode)
          ? MissingNode.getInstance()
          : function.body().apply(subject, given);
    }
  }

  /** What stands between two values. */
  enum Operator {
    PLUS,
    JOINED,
    EQUALS,
    IN
  }

  /** Two values made one. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      JsonNode one = left.value(document);
      JsonNode other = right.value(document);
      if (one.isMissingNode() || other.isMissingNode()) {
        return MissingNode.getInstance();
      }
      return switch (operator) {
        case PLUS -> Values.sum(one, other);
        case JOINED -> Values.joined(one, other);
        case EQUALS -> BooleanNode.valueOf(Values.same(one, other));
        case IN -> Values.contains(other, one);
      };
    }
  }

  /** {@code or}, which takes the first that is true, and {@code and}, the first that is not. */
  record Shortcut(boolean wanted, Expression left, Expression right) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      JsonNode one = left.value(document);
      return one.isMissingNode() || Values.isTrue(one) == wanted ? one : right.value(document);
    }
  }

  /** The opposite. */
  record Not(Expression of) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      JsonNode value = of.value(document);
      return value.isMissingNode() ? value : BooleanNode.valueOf(!Values.isTrue(value));
    }
  }

  /** Whether there is a value. */
  record Defined(Expression of) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      return BooleanNode.valueOf(!of.value(document).isMissingNode());
    }
  }

  /** One of two. */
  record IfElse(Expression condition, Expression then, Expression otherwise) implements Expression {
    @Override
    public JsonNode value(JsonNode document) {
      JsonNode holds = condition.value(document);
      if (holds.isMissingNode()) {
        return holds;
      }
      return Values.isTrue(holds) ? then.value(document) : otherwise.value(document);
    }
  }
}
