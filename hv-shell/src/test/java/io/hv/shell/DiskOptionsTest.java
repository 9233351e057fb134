package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.mem.MemDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

/** What is typed behind {@code --disk} becomes disks of the machine. */
@Timeout(60)
class DiskOptionsTest {

    private static DiskSpec read(String text) {
        return new DiskOptions.DiskConverter().convert(text);
    }

    private static DiskSpec disk(String file) {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(disk("/a.img"), read("/a.img"));
        assertEquals(
                disk("/a.img")
                        .target("vdc")
                        .serial("S=1")
                        .readOnly()
                        .discard(DiskSpec.Discard.UNMAP)
                        .queues(4)
                        .limits(DiskLimits.none()
                                .bytesPerSecond(ByteSize.mib(10))
                                .operationsPerSecond(200)),
                read("/a.img,target=vdc,serial=S=1,readonly,discard=unmap,queues=4,bytes-per-second=10MiB,iops=200"));
        DiskSpec image = DiskSpec.of(DiskSource.file(HostPath.of("/a.img")).format(DiskFormat.QCOW2));
        assertEquals(image.target("vdc"), read("/a.img,target=vdc,format=qcow2"));
        assertEquals(disk("/a,b,.img").serial("1,2"), read("/a,,b,,.img,serial=1,,2"));
        assertEquals(disk(Path.of("a.img").toAbsolutePath().toString()), read("a.img"), "relative to this folder");
    }

    @Test
    void whatCannotBeReadIsToldByItsPart() {
        for (String bad : List.of(
                "",
                ",readonly",
                "/a,",
                "/a,size=1",
                "/a,format",
                "/a,format=QCOW 2",
                "/a,readonly=yes",
                "/a,target",
                "/a,queues=two",
                "/a,discard=no",
                "/a,bytes-per-second=fast",
                "/a,iops=")) {
            TypeConversionException refused = assertThrows(TypeConversionException.class, () -> read(bad), bad);
            String last = bad.substring(bad.lastIndexOf(',') + 1);
            assertTrue(String.valueOf(refused.getMessage()).contains("'" + last + "'") || bad.startsWith(","), bad);
        }
    }

    @Test
    void theMachineHasThem(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("a.img"), new byte[4096]);
        String uri = "mem:///shell-disks";
        CompletableFuture<List<DiskSpec>> seen = new CompletableFuture<>();
        try (Host host = Host.open(uri);
                Subscription subscription = host.events().on(LifecycleEvent.class, event -> {
                    if (event.type() == LifecycleEvent.Type.STARTED) {
                        Domain domain = host.domain(event.uuid());
                        seen.complete(domain.spec().disks());
                        RunCommandTest.play(domain.as(MemDomain.class), MemDomain::shutDown);
                    }
                })) {
            Typed typed = Typed.hv(
                    "run", "--uri", uri, "--guest", "echo", "--disk", file + ",readonly", "--disk", file + ",readonly");
            assertEquals(0, typed.status(), typed.err());
        }
        DiskSpec shared = disk(file.toString()).readOnly();
        assertEquals(List.of(shared.target("vda"), shared.target("vdb")), seen.get());
    }

    @Test
    void whatIsWrongIsToldInALineAndItsRemedy(@TempDir Path folder) {
        Path absent = folder.resolve("absent.img");
        String[] run = {"run", "--uri", "mem:///shell-disks", "--guest", "echo", "--disk", absent.toString()};
        Typed missing = Typed.hv(run);
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("disks[0].source = " + absent), missing.err());
        run[run.length - 1] = absent + ",size=1";
        Typed misused = Typed.hv(run);
        assertEquals(2, misused.status());
        assertTrue(misused.err().contains("'size=1': the keys are format, target, serial"), misused.err());
    }
}
