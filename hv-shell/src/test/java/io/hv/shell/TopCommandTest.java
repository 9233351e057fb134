package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.mem.MemDomain;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TopCommandTest {

    private static final String URI = "mem:///shell-top";

    @TempDir
    private Path folder;

    private Domain started(Host host) throws IOException {
        Path file = folder.resolve("disk.raw");
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(1 << 20);
        }
        Domain web = host.define(DomainSpec.named("web")
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(file))))
                .build());
        web.start();
        return web;
    }

    @Test
    void onceIsATableOfAllThatWasDone() throws IOException {
        try (Host host = Host.open(URI)) {
            MemDomain web = started(host).as(MemDomain.class);
            host.define(DomainSpec.named("idle").build());
            web.writeDisk("vda", ByteSize.kib(6));
            web.readDisk("vda", ByteSize.bytes(512));
            Typed typed = Typed.hv("top", "--uri", URI, "--once");
            assertEquals(0, typed.status(), typed.err());
            assertEquals("""
                    NAME  STATE    IN ALL  REQUESTS  READ  WRITTEN  NOTIFIED  INTERRUPTS
                    idle  shutoff  -       -         -     -        -         -
                    web   running  vda     2         512   6.0K     -         -
                    """, typed.out());
            assertTrue(typed.err().contains("live in the process that makes them"), typed.err());
        }
    }

    @Test
    void laterTablesAreBySecond() throws IOException {
        try (Host host = Host.open(URI)) {
            Domain domain = started(host);
            MemDomain web = domain.as(MemDomain.class);
            long[] now = {5_000_000_000L};
            StringWriter text = new StringWriter();
            TopScreen screen = new TopScreen(new PrintWriter(text, true), false, () -> now[0]);
            web.writeDisk("vda", ByteSize.kib(1));
            screen.show(List.of(domain));
            web.writeDisk("vda", ByteSize.kib(4));
            web.writeDisk("vda", ByteSize.kib(4));
            now[0] += 4_000_000_000L;
            screen.show(List.of(domain));
            screen.showTotals(List.of(domain));
            List<String> lines = text.toString().lines().toList();
            assertEquals("web   running  vda     1         0     1.0K     -         -", lines.get(1));
            assertEquals("NAME  STATE    A SECOND  REQUESTS  READ  WRITTEN  NOTIFIED  INTERRUPTS", lines.get(2));
            assertEquals("web   running  vda       1         0     2.0K     -         -", lines.get(3));
            assertEquals("web   running  vda     3         0     9.0K     -         -", lines.get(5));
        }
    }

    @Test
    void endsAfterSoManyTables() throws IOException {
        try (Host host = Host.open(URI)) {
            Domain unused = started(host);
            Typed typed = Typed.hv("top", "--uri", URI, "--interval", "0.01", "--count", "3");
            assertEquals(0, typed.status(), typed.err());
            assertEquals(
                    3,
                    typed.out().lines().filter(line -> line.startsWith("NAME")).count());
        }
    }

    @ParameterizedTest
    @CsvSource({"--interval,0", "--interval,-1", "--interval,NaN", "--count,-1"})
    void wrongUseIsRefused(String option, String value) {
        assertEquals(2, Typed.hv("top", "--uri", URI, option, value).status());
    }

    @ParameterizedTest
    @CsvSource({"-1,-", "0,0", "1023,1023", "1024,1.0K", "1536,1.5K", "1048576,1.0M", "9223372036854775807,8.0E"})
    void bytesAreShort(long bytes, String text) {
        assertEquals(text, TopScreen.bytes(bytes));
    }

    @Test
    @RequiresKvm
    void aMachineOfItsOwnTellsItsExits() {
        Typed typed = Typed.hv("run", "--uri", "kvm:///", "--guest", "hello-long", "--top");
        assertEquals(0, typed.status(), typed.err());
        List<String> lines = typed.out().lines().toList();
        int totals = typed.out()
                .lines()
                .toList()
                .lastIndexOf(lines.stream()
                        .filter(line -> line.contains("IN ALL"))
                        .reduce((one, two) -> two)
                        .orElseThrow());
        assertTrue(
                lines.subList(totals, lines.size()).stream()
                        .anyMatch(line -> line.matches("hv-run +shutoff +exits IO +[0-9]+ .*")),
                typed.out());
    }
}
