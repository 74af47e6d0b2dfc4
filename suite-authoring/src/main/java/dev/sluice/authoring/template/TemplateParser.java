package dev.sluice.authoring.template;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sluice.authoring.template.Part.Branch;
import dev.sluice.authoring.template.Part.Conditional;
import dev.sluice.authoring.template.Part.Printed;
import dev.sluice.authoring.template.Part.Verbatim;
import dev.sluice.authoring.template.Piece.Printing;
import dev.sluice.authoring.template.Piece.Statement;
import dev.sluice.authoring.template.Piece.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads texts, expressions and {@code if}; every other statement is refused by its name. */
final class TemplateParser {
  private static final int MAX_DEPTH = 20;
  private static final Set<String> ENDS = Set.of("elif", "else", "endif");
  private static final Expression OTHERWISE = new Expression.Constant(BooleanNode.TRUE);

  private final List<Piece> pieces;
  private int next;

  private TemplateParser(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static List<Part> parts(String source) throws TemplateException {
    TemplateParser parser = new TemplateParser(Pieces.of(source));
    List<Part> parts = parser.parts(0);
    if (parser.next < parser.pieces.size()) {
      throw new TemplateException("'" + parser.statement().word() + "' belongs to no 'if'");
    }
    return parts;
  }

  /** Up to the end, or to a statement that ends a branch. */
  private List<Part> parts(int depth) throws TemplateException {
    if (depth > MAX_DEPTH) {
      throw new TemplateException("more than " + MAX_DEPTH + " 'if' within each other");
    }
    List<Part> parts = new ArrayList<>();
    while (next < pieces.size()) {
      Piece piece = pieces.get(next);
      if (piece instanceof Statement statement) {
        if (ENDS.contains(statement.word())) {
          return parts;
        }
        parts.add(conditional(depth));
        continue;
      }
      next++;
      if (piece instanceof Words words) {
        parts.add(new Verbatim(words.text()));
      } else if (piece instanceof Printing printing) {
        parts.add(new Printed(ExpressionParser.expression(printing.tokens())));
      }
    }
    return parts;
  }

  private Part conditional(int depth) throws TemplateException {
    if (!statement().word().equals("if")) {
      throw new TemplateException("'{% " + statement().word() + "' is not taken");
    }
    List<Branch> branches = new ArrayList<>();
    boolean last = false;
    while (!statement().word().equals("endif")) {
      if (last) {
        throw new TemplateException("'" + statement().word() + "' follows 'else'");
      }
      last = statement().word().equals("else");
      Expression condition = condition();
      next++;
      branches.add(new Branch(condition, parts(depth + 1)));
    }
    bare();
    next++;
    return new Conditional(branches);
  }

  private Expression condition() throws TemplateException {
    Statement statement = statement();
    if (statement.word().equals("else")) {
      bare();
      return OTHERWISE;
    }
    return ExpressionParser.expression(statement.tokens().subList(1, statement.tokens().size()));
  }

  private void bare() throws TemplateException {
    if (statement().tokens().size() > 1) {
      throw new TemplateException("'" + statement().word() + "' takes no condition");
    }
  }

  private Statement statement() throws TemplateException {
    if (next < pieces.size() && pieces.get(next) instanceof Statement statement) {
      return statement;
    }
    throw new TemplateException("'if' is not closed");
  }
}
