package io.penstock.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PenstockTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("up", "demo", "load");
  }

  @Test
  void everyCommandExplainsItsOptions() {
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--orders", "--rate", "--seed", "--exit", "--kafka-port");
  }

  @Test
  void whatCanBeMeasuredIsNamedAndNothingElseIs() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out.toString())
        .containsIgnoringWhitespaces("path, crash, loop, postgres, backend, hot, merchant, micro.");

    assertThat(run("bench", "macro")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing is called macro", "micro");
  }

  @Test
  void anUnknownOptionIsOneLineAndExitCode2() {
    assertThat(run("up", "--nonsense")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("--nonsense", "penstock up --help");
  }

  @Test
  void withoutACommandItSaysSo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void loadNeedsABroker() {
    assertThat(run("load")).isEqualTo(2);
    assertThat(err.toString()).contains("--kafka must be given");
  }

  @Test
  void aNewMarketplacePassesItsTestUntilItIsChanged() throws Exception {
    assertThat(run("marketplace", "new", "corner-shop", "--in", folder.toString())).isZero();
    Path shop = folder.resolve("corner-shop");
    assertThat(out.toString()).contains("penstock marketplace test " + shop);

    assertThat(run("marketplace", "test", shop.toString())).isZero();
    assertThat(out.toString()).contains("ok    ");

    Path settings = shop.resolve("marketplace.json");
    Files.writeString(
        settings,
        Files.readString(settings).replace("\"zone\": \"UTC\"", "\"zone\": \"Asia/Tokyo\""));
    assertThat(run("marketplace", "test", shop.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("WRONG ", "orders[0].zone: must be");

    Files.delete(shop.resolve("samples/paid.expected.json"));
    assertThat(run("marketplace", "test", "--write", shop.toString())).isZero();
    assertThat(run("marketplace", "test", shop.toString())).isZero();
  }

  @Test
  void aMarketplaceFolderThatCannotBeUsedIsOneLineAndExitCode2() {
    assertThat(run("marketplace", "test", folder.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("marketplace.json");
  }

  @Test
  void theRulesToStartWithPassTheirCheckUntilTheyAreChanged() throws Exception {
    assertThat(run("rules", "fields")).isZero();
    assertThat(out.toString())
        .contains("order.total", "consignee.country", "denied", "lines ", "order.priority");

    out.getBuffer().setLength(0);
    assertThat(run("rules", "starter")).isZero();
    Path file = Files.writeString(folder.resolve("rules.json"), out.toString());
    assertThat(run("rules", "check", file.toString())).isZero();
    assertThat(out.toString()).contains("ok    " + file);

    Files.writeString(
        file, Files.readString(file).replace("\"denied\"", "\"denied && order.totl > 1\""));
    assertThat(run("rules", "check", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("WRONG " + file, "denylist: 1:11 undeclared reference to 'order.totl'");
    assertThat(run("rules", "publish", file.toString(), "--kafka", "localhost:1")).isEqualTo(1);
    assertThat(run("backtest", "--rules", file.toString(), "--kafka", "localhost:1")).isEqualTo(1);
  }

  @Test
  void aFileOfRulesThatCannotBeUsedIsOneLineAndExitCode2() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.json"), "{\"rules\": [{\"rool\": 1}]}");
    assertThat(run("rules", "check", file.toString())).isEqualTo(2);
    assertThat(run("rules", "check", folder.resolve("absent.json").toString())).isEqualTo(2);
    assertThat(run("rules", "publish", file.toString())).isEqualTo(2);
    assertThat(run("bench", "read", "--payloads", folder.toString())).isEqualTo(2);
    assertThat(run("backtest", "--rules", file.toString())).isEqualTo(2);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("rules.json: "),
            line -> assertThat(line).contains("absent.json: there is no such file"),
            line -> assertThat(line).contains("--kafka must be given"),
            line -> assertThat(line).contains("holds an order"),
            line -> assertThat(line).contains("--kafka must be given"));
  }

  @Test
  void anOrderCountOfZeroIsRefusedBeforeAnythingStarts() {
    assertThat(run("demo", "--orders", "0")).isEqualTo(2);
    assertThat(err.toString()).isEqualToIgnoringNewLines("penstock: --orders must be positive: 0");
  }

  @Test
  void aBusyPortIsOneLineAndExitCode1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String data = folder.resolve("data").toString();

      assertThat(
              run(
                  "up",
                  "--data",
                  data,
                  "--kafka-port",
                  "0",
                  "--ui-port",
                  "0",
                  "--postgres-port",
                  port))
          .isEqualTo(1);
    }
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("PostgreSQL is in use");
    assertThat(folder.resolve("data/kafka")).doesNotExist();
  }

  @Test
  void verboseShowsWhereItFailed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run("up", "--verbose", "--kafka-port", Integer.toString(taken.getLocalPort()));
    }
    assertThat(err.toString()).contains("\tat io.penstock.deploy.stack.Ports");
  }

  @Test
  void upTakesTheWellKnownPortsAndDemoFreeOnes() throws Exception {
    StackOptions options = new StackOptions();
    CommandLine.populateCommand(
        options, "--postgres-port", "6000", "--prefix", "x.", "-Dstock.wave=1 s");

    assertThat(options.settings(folder, StackOptions.Ports.WELL_KNOWN))
        .satisfies(
            settings -> {
              assertThat(settings.kafkaPort()).isEqualTo(9092);
              assertThat(settings.postgresPort()).isEqualTo(6000);
              assertThat(settings.uiPort()).isEqualTo(8081);
              assertThat(settings.prefix()).isEqualTo("x.");
              assertThat(settings.job()).containsEntry("stock.wave", "1 s");
            });
    assertThat(options.settings(folder, StackOptions.Ports.FREE).uiPort()).isZero();
  }

  @Test
  void ofSettingsALaterFileOverridesAnEarlierOneAndTheCommandLineBoth() throws Exception {
    Path one = Files.writeString(folder.resolve("a.properties"), "stock.wave = 1 s\nx.y = 1\n");
    Path other = Files.writeString(folder.resolve("b.properties"), "stock.wave = 2 s\nz = 1\n");
    StackOptions options = new StackOptions();
    CommandLine.populateCommand(options, "--config", one + "," + other, "-Dz=2");

    assertThat(options.settings(folder, StackOptions.Ports.FREE).job())
        .containsExactlyInAnyOrderEntriesOf(Map.of("stock.wave", "2 s", "x.y", "1", "z", "2"));
  }

  @Test
  void aMeasurementIsCalledByItsNameAndAnyOtherIsRefused() {
    assertThat(Measurements.named(List.of("postgres"))).hasSize(1);
    assertThat(Measurements.named(List.of())).hasSameSizeAs(Measurements.names());
    assertThatThrownBy(() -> Measurements.named(List.of("postgres", "nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing is called nothing");
  }

  @Test
  void theClientPropertiesOfKafkaComeFromAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("tls.properties"), "security.protocol = SSL\n");
    KafkaOptions options = new KafkaOptions();
    CommandLine.populateCommand(options, "--kafka-config", file.toString());

    assertThat(options.properties()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void anUnreadablePayloadIsNamedAndTheOthersArePrintedAllTheSame() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"tid\":");
    Path absent = folder.resolve("absent.json");
    Path good = sample();

    assertThat(
            run(
                "normalise",
                "--marketplace",
                "taobao",
                "--shop",
                "shop-1",
                broken.toString(),
                absent.toString(),
                good.toString()))
        .isEqualTo(2);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(broken + ": BROKEN_JSON: "),
            line -> assertThat(line).startsWith(absent + ": NO_FILE: "));
    assertThat(out.toString()).contains("\"marketplace\" : \"taobao\"", "\"shop\" : \"shop-1\"");
  }

  @Test
  void readablePayloadsAloneAreExitCode0() throws Exception {
    assertThat(run("normalise", "--marketplace", "taobao", sample().toString())).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anUnknownMarketplaceIsNamedForEachFile() throws Exception {
    assertThat(run("normalise", "--marketplace", "nowhere", sample().toString())).isEqualTo(2);
    assertThat(err.toString()).contains(": UNKNOWN_MARKETPLACE: ");
  }

  @Test
  void aFolderOfMarketplacesThatIsNotThereIsOneLine() throws Exception {
    assertThat(
            run(
                "normalise",
                "--marketplace",
                "taobao",
                "--marketplaces",
                folder.resolve("none").toString(),
                sample().toString()))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  /** One of the shipped marketplace's own samples. */
  private Path sample() throws Exception {
    String name = "/marketplaces/taobao/samples/list-of-shipped-and-closed.json";
    try (InputStream in = Objects.requireNonNull(PenstockTest.class.getResourceAsStream(name))) {
      return Files.write(folder.resolve("sample.json"), in.readAllBytes());
    }
  }

  private int run(String... args) {
    return Penstock.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
