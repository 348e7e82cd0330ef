package io.penstock.plants;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a test class until one test fails, and says which: in a process of its own, because a test
 * that hangs must be stopped.
 */
final class RunTest {

  /** Before the name of the test that failed. */
  static final String FAILURE = "failed: ";

  static final int PASSED = 0;
  static final int FAILED = 10;

  /** No test was run, or it failed because something is wrong with the run. */
  static final int BROKEN = 11;

  /**
   * Runs it.
   *
   * @param args the full name of the class
   */
  public static void main(String[] args) {
    FirstFailure listener = new FirstFailure();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(args[0]))
                .build(),
            listener);
    System.exit(listener.passed == 0 ? BROKEN : PASSED);
  }

  private static final class FirstFailure implements TestExecutionListener {

    private int passed;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        Throwable thrown = result.getThrowable().orElseGet(AssertionError::new);
        System.out.println(FAILURE + name(test));
        System.out.println(text(thrown));
        System.exit(
            thrown instanceof Error && !(thrown instanceof AssertionError) ? BROKEN : FAILED);
      } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed++;
      }
    }
  }

  /** Of one that runs with many parameters, these too. */
  private static String name(TestIdentifier test) {
    String id = test.getUniqueIdObject().toString();
    int template = id.indexOf("[test-template:");
    return template < 0
        ? test.getDisplayName()
        : id.substring(id.indexOf(':', template) + 1, id.indexOf('(', template))
            + " "
            + test.getDisplayName();
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private RunTest() {}
}
