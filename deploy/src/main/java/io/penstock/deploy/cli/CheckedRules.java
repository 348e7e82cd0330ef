package io.penstock.deploy.cli;

import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.UnreadableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of rules in which nothing is wrong. */
final class CheckedRules {

  /**
   * The rules of a file; absent where one is wrong, which is said.
   *
   * @throws IllegalArgumentException for a file that cannot be used
   */
  static @Nullable RuleFile in(Path file, PrintWriter out) throws IOException {
    RuleFile rules = read(file);
    List<String> problems = rules.problems();
    if (problems.isEmpty()) {
      out.println("ok    " + file + ": " + size(rules));
    } else {
      out.println("WRONG " + file);
      problems.forEach(problem -> out.println("      " + problem));
    }
    out.flush();
    return problems.isEmpty() ? rules : null;
  }

  static String size(RuleFile file) {
    return file.rules().size() + " rules and " + file.playbooks().size() + " playbooks";
  }

  private static RuleFile read(Path file) throws IOException {
    try {
      return RuleFile.of(Files.readAllBytes(file));
    } catch (UnreadableException broken) {
      throw new IllegalArgumentException(file + ": " + broken.reason(), broken);
    } catch (NoSuchFileException absent) {
      throw new IllegalArgumentException(file + ": there is no such file", absent);
    }
  }

  private CheckedRules() {}
}
