package io.penstock.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.Json;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * A JobManager and TaskManagers, each a process of its own, started with the main classes that
 * Flink's scripts start, and reachable from this machine only.
 */
public final class FlinkProcesses implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TAIL_LINES = 40;
  private static final String ANSWER = "BASH_JAVA_UTILS_EXEC_RESULT:";

  /** Small enough for a build machine; the metaspace holds the classes of all three jobs. */
  private static final List<String> SMALL =
      List.of(
          "-Djobmanager.memory.process.size=700m",
          "-Dtaskmanager.memory.process.size=1g",
          "-Dtaskmanager.memory.jvm-overhead.min=64m",
          "-Dtaskmanager.memory.managed.fraction=0.25",
          "-Dtaskmanager.numberOfTaskSlots=3");

  /** For a process that ends at once. */
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  private final Path lib;
  private final Path conf;
  private final Path directory;
  private final int restPort;
  private final List<String> addresses;
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a process gets: options of its JVM, and settings that say the same to Flink. */
  private record Resources(List<String> jvm, List<String> settings) {}

  /** Something that needs the cluster. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  private FlinkProcesses(Path lib, Path conf, Path directory) throws IOException {
    this.lib = lib;
    this.conf = conf;
    this.directory = Files.createDirectories(directory);
    this.restPort = freePort();
    this.addresses = List.of("-Djobmanager.rpc.port=" + freePort(), "-Drest.port=" + restPort);
  }

  /**
   * Starts the cluster and waits until all TaskManagers have registered.
   *
   * @param lib with Flink's jars
   * @param conf with {@code config.yaml} and {@code log4j.properties}
   * @param directory for logs and working files
   */
  public static FlinkProcesses start(Path lib, Path conf, Path directory, int taskManagers)
      throws Exception {
    FlinkProcesses cluster = new FlinkProcesses(lib, conf, directory);
    try {
      cluster.explaining(() -> cluster.start(taskManagers));
    } catch (Throwable failed) {
      cluster.close();
      throw failed;
    }
    return cluster;
  }

  /** Where the client submits to. */
  public String address() {
    return "localhost:" + restPort;
  }

  /**
   * Runs Flink's command line client to its end.
   *
   * @return all that it printed
   * @throws StackException with that, where it ends with an error
   */
  public String client(String... args) throws Exception {
    List<String> jvm = new ArrayList<>(QUICK);
    jvm.addAll(opens());
    List<String> command = java("client", jvm);
    command.add("org.apache.flink.client.cli.CliFrontend");
    command.addAll(List.of(args));
    return run("client", command);
  }

  /** Asks the JobManager, and expects JSON. */
  public JsonNode rest(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answers " + answer.statusCode());
    }
    return Json.mapper().readTree(answer.body());
  }

  /** Does the work; where it fails, the failure shows the ends of all logs. */
  public void explaining(Work work) throws Exception {
    try {
      work.run();
    } catch (Exception | AssertionError failed) {
      throw new AssertionError(failed.getMessage() + logs(), failed);
    }
  }

  /** Stops what was started here, the TaskManagers first. */
  @Override
  public void close() throws InterruptedException {
    List<Process> youngestFirst = new ArrayList<>(running.values());
    Collections.reverse(youngestFirst);
    for (Process process : youngestFirst) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private void start(int taskManagers) throws Exception {
    Resources jobManager = resources("GET_JM_RESOURCE_PARAMS");
    startProcess(
        "jobmanager",
        jobManager,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of());
    Resources taskManager = resources("GET_TM_RESOURCE_PARAMS");
    for (int i = 1; i <= taskManagers; i++) {
      startProcess(
          "taskmanager-" + i,
          taskManager,
          "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
          // Two that share an id would end the JobManager.
          List.of("-Dtaskmanager.resource-id=taskmanager-" + i));
    }
    Polling.until(
        taskManagers + " TaskManagers",
        PATIENCE,
        () -> rest("/taskmanagers").get("taskmanagers").size() == taskManagers);
  }

  /** As Flink's scripts do: its own tool says which memory the JVM and the process get. */
  private Resources resources(String question) throws Exception {
    List<String> command = java(question, QUICK);
    command.add("org.apache.flink.runtime.util.bash.BashJavaUtils");
    command.addAll(List.of(question, "--configDir", conf.toString()));
    command.addAll(SMALL);
    List<List<String>> answers =
        run(question, command)
            .lines()
            .filter(line -> line.startsWith(ANSWER))
            .map(line -> List.of(line.substring(ANSWER.length()).strip().split(" +")))
            .toList();
    if (answers.size() != 2) {
      throw new StackException("not what Flink answers to " + question + ": " + answers);
    }
    return new Resources(answers.get(0), answers.get(1));
  }

  private void startProcess(String name, Resources resources, String main, List<String> own)
      throws IOException {
    List<String> jvm = new ArrayList<>(resources.jvm());
    jvm.addAll(opens());
    List<String> command = java(name, jvm);
    command.addAll(List.of(main, "--configDir", conf.toString()));
    command.addAll(SMALL);
    command.addAll(addresses);
    command.addAll(own);
    command.add("-Dio.tmp.dirs=" + Files.createDirectories(directory.resolve(name)));
    command.addAll(resources.settings());
    running.put(name, launch(name, command));
  }

  private List<String> java(String name, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dlog.file=" + directory.resolve(name + ".log"));
    command.add("-Dlog4j.configurationFile=" + conf.resolve("log4j.properties").toUri());
    command.addAll(List.of("-cp", conf + ":" + lib.resolve("*")));
    return command;
  }

  private List<String> opens() {
    String all =
        GlobalConfiguration.loadConfiguration(conf.toString()).get(CoreOptions.FLINK_JVM_OPTIONS);
    return List.of(all.split(" +"));
  }

  private String run(String name, List<String> command) throws Exception {
    Process process = launch(name, command);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new StackException(name + " does not end");
      }
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output(name));
    if (process.exitValue() != 0) {
      throw new StackException(name + " ended with " + process.exitValue() + ": " + said);
    }
    return said;
  }

  private Process launch(String name, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output(name).toFile());
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    return builder.start();
  }

  private Path output(String name) {
    return directory.resolve(name + ".out");
  }

  /** The ends of what the processes logged above mere news, and which of them have ended. */
  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (Map.Entry<String, Process> one : running.entrySet()) {
      String state = one.getValue().isAlive() ? "runs" : "ended with " + one.getValue().exitValue();
      logs.append("\n--- ").append(one.getKey()).append(' ').append(state);
      for (String end : List.of(".log", ".out")) {
        Path file = directory.resolve(one.getKey() + end);
        if (Files.exists(file)) {
          List<String> lines =
              Files.readAllLines(file).stream().filter(line -> !line.contains(" INFO ")).toList();
          lines
              .subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())
              .forEach(line -> logs.append('\n').append(line));
        }
      }
    }
    return logs.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
