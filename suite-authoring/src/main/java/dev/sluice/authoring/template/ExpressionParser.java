package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.authoring.template.Expression.Binary;
import dev.sluice.authoring.template.Expression.Call;
import dev.sluice.authoring.template.Expression.Constant;
import dev.sluice.authoring.template.Expression.Defined;
import dev.sluice.authoring.template.Expression.Element;
import dev.sluice.authoring.template.Expression.Field;
import dev.sluice.authoring.template.Expression.IfElse;
import dev.sluice.authoring.template.Expression.ListOf;
import dev.sluice.authoring.template.Expression.Not;
import dev.sluice.authoring.template.Expression.Operator;
import dev.sluice.authoring.template.Expression.Shortcut;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an expression, with the precedence that Jinja gives its operators. */
final class ExpressionParser {
  private static final int MAX_DEPTH = 30;
  private static final int MOST_DIGITS = 9;
  private static final Set<String> RESERVED =
      Set.of("if", "else", "and", "or", "not", "in", "is", "for");
  private static final Map<String, JsonNode> CONSTANTS =
      Map.of(
          "true", BooleanNode.TRUE,
          "True", BooleanNode.TRUE,
          "false", BooleanNode.FALSE,
          "False", BooleanNode.FALSE,
          "none", NullNode.getInstance(),
          "None", NullNode.getInstance());

  private final List<Token> tokens;
  private int next;
  private int depth;

  private ExpressionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The expression that all of these are. */
  static Expression expression(List<Token> tokens) throws TemplateException {
    ExpressionParser parser = new ExpressionParser(tokens);
    Expression expression = parser.whole();
    if (parser.next < tokens.size()) {
      throw parser.unexpected();
    }
    return expression;
  }

  private Expression whole() throws TemplateException {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException("an expression is nested too deeply");
    }
    Expression expression = either();
    if (taken("if")) {
      Expression condition = either();
      expect("else");
      expression = new IfElse(condition, expression, whole());
    }
    depth--;
    return expression;
  }

  private Expression either() throws TemplateException {
    Expression expression = both();
    while (taken("or")) {
      expression = new Shortcut(true, expression, both());
    }
    return expression;
  }

  private Expression both() throws TemplateException {
    Expression expression = negation();
    while (taken("and")) {
      expression = new Shortcut(false, expression, negation());
    }
    return expression;
  }

  private Expression negation() throws TemplateException {
    boolean negated = false;
    while (taken("not")) {
      negated = !negated;
    }
    return negatedIf(negated, comparison());
  }

  private Expression comparison() throws TemplateException {
    Expression left = sum();
    if (taken("is")) {
      return test(left);
    }
    if (taken("==")) {
      return new Binary(Operator.EQUALS, left, sum());
    }
    if (taken("!=")) {
      return new Not(new Binary(Operator.EQUALS, left, sum()));
    }
    boolean negated = taken("not");
    if (negated) {
      expect("in");
    }
    return negated || taken("in") ? negatedIf(negated, new Binary(Operator.IN, left, sum())) : left;
  }

  private Expression test(Expression tested) throws TemplateException {
    boolean negated = taken("not");
    String test = name();
    if (!test.equals("defined")) {
      throw new TemplateException("'is " + test + "' is not taken");
    }
    return negatedIf(negated, new Defined(tested));
  }

  private Expression sum() throws TemplateException {
    Expression expression = joined();
    while (taken("+")) {
      expression = new Binary(Operator.PLUS, expression, joined());
    }
    return expression;
  }

  private Expression joined() throws TemplateException {
    Expression expression = postfixed();
    while (taken("~")) {
      expression = new Binary(Operator.JOINED, expression, postfixed());
    }
    return expression;
  }

  private Expression postfixed() throws TemplateException {
    Expression expression = primary();
    while (true) {
      if (taken(".")) {
        expression = member(expression, name());
      } else if (taken("[")) {
        expression = new Element(expression, whole());
        expect("]");
      } else if (taken("|")) {
        String filter = name();
        expression = Call.of(Functions.filter(filter), expression, arguments());
      } else {
        return expression;
      }
    }
  }

  private Expression member(Expression of, String name) throws TemplateException {
    return at("(")
        ? Call.of(Functions.method(name), of, arguments())
        : new Element(of, new Constant(TextNode.valueOf(name)));
  }

  private List<Expression> arguments() throws TemplateException {
    return taken("(") ? listed(")") : List.of();
  }

  private List<Expression> listed(String close) throws TemplateException {
    List<Expression> elements = new ArrayList<>();
    while (!taken(close)) {
      elements.add(whole());
      if (!at(close)) {
        expect(",");
      }
    }
    return elements;
  }

  private Expression primary() throws TemplateException {
    if (taken("(")) {
      Expression expression = whole();
      expect(")");
      return expression;
    }
    if (taken("[")) {
      return new ListOf(listed("]"));
    }
    if (at("-")) {
      return negative();
    }
    Token token = token();
    next++;
    return switch (token.kind()) {
      case NUMBER -> new Constant(number(token.text()));
      case TEXT -> new Constant(TextNode.valueOf(token.text()));
      case NAME -> named(token);
      case SIGN -> throw unexpected(token);
    };
  }

  private Expression negative() throws TemplateException {
    expect("-");
    Token token = token();
    if (token.kind() != Token.Kind.NUMBER) {
      throw unexpected();
    }
    next++;
    return new Constant(number("-" + token.text()));
  }

  private Expression named(Token token) throws TemplateException {
    if (RESERVED.contains(token.text())) {
      throw unexpected(token);
    }
    if (at("(")) {
      throw new TemplateException("'" + token.text() + "()' is not taken");
    }
    JsonNode constant = CONSTANTS.get(token.text());
    return constant == null ? new Field(token.text()) : new Constant(constant);
  }

  private static JsonNode number(String text) throws TemplateException {
    if (text.length() > MOST_DIGITS) {
      throw new TemplateException("the number " + text + " is too long");
    }
    return text.contains(".")
        ? DecimalNode.valueOf(new BigDecimal(text))
        : LongNode.valueOf(Long.parseLong(text));
  }

  private static Expression negatedIf(boolean negated, Expression expression) {
    return negated ? new Not(expression) : expression;
  }

  private String name() throws TemplateException {
    Token token = token();
    if (token.kind() != Token.Kind.NAME) {
      throw unexpected();
    }
    next++;
    return token.text();
  }

  private Token token() throws TemplateException {
    if (next >= tokens.size()) {
      throw new TemplateException("an expression ends too early");
    }
    return tokens.get(next);
  }

  private boolean at(String sign) {
    return next < tokens.size() && tokens.get(next).is(sign);
  }

  private boolean taken(String sign) {
    boolean taken = at(sign);
    next += taken ? 1 : 0;
    return taken;
  }

  private void expect(String sign) throws TemplateException {
    if (!taken(sign)) {
      throw next < tokens.size()
          ? unexpected()
          : new TemplateException("an expression lacks '" + sign + "'");
    }
  }

  private TemplateException unexpected() throws TemplateException {
    return unexpected(token());
  }

  private static TemplateException unexpected(Token token) {
    return new TemplateException("'" + token.text() + "' is not taken here");
  }
}
