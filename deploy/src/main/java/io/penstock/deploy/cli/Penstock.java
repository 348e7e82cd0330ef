package io.penstock.deploy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code penstock}: runs the hub on one machine, feeds it, and looks at payloads. */
@Command(
    name = "penstock",
    description = "A real-time order hub for sellers on many marketplaces.",
    versionProvider = Penstock.Version.class,
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      LoadCommand.class,
      NormaliseCommand.class,
      MarketplaceCommand.class,
      RulesCommand.class,
      BacktestCommand.class,
      BenchCommand.class
    })
public final class Penstock implements Callable<Integer> {

  /** Something failed, or a run did not come to what it must come to. */
  static final int FAILED = 1;

  /** The command line or the input cannot be used. */
  static final int UNUSABLE = 2;

  @Option(
      names = "--verbose",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print stack traces of failures.")
  boolean verbose;

  @Spec CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command as tests run it: errors are one line, and the exit code is returned. */
  static CommandLine commandLine() {
    Penstock penstock = new Penstock();
    CommandLine command = new CommandLine(penstock);
    command.setExecutionExceptionHandler(
        (failure, at, line) -> {
          if (penstock.verbose) {
            failure.printStackTrace(at.getErr());
          } else {
            at.getErr().println("penstock: " + oneLine(failure));
          }
          at.getErr().flush();
          return failure instanceof IllegalArgumentException ? UNUSABLE : FAILED;
        });
    command.setParameterExceptionHandler(
        (wrong, line) -> {
          CommandLine at = wrong.getCommandLine();
          at.getErr()
              .println(
                  "penstock: "
                      + oneLine(wrong)
                      + " (try '"
                      + at.getCommandSpec().qualifiedName()
                      + " --help')");
          at.getErr().flush();
          return UNUSABLE;
        });
    return command;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static String oneLine(Exception failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Penstock.class.getPackage().getImplementationVersion();
      return new String[] {"penstock " + (version == null ? "(not packaged)" : version)};
    }
  }
}
