package io.hv.testkit.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Busybox's cpio reads what was written. The other reader, the kernel itself, has its say in the lab. */
class CpioOracleTest {

    @TempDir
    private Path folder;

    @Test
    void busyboxUnpacksWhatWasPacked() throws Exception {
        Path archive = folder.resolve("archive");
        Files.write(
                archive,
                Initramfs.builder()
                        .init("#!/bin/sh\n")
                        .file("/etc/odd-length", "12345".getBytes(StandardCharsets.UTF_8))
                        .file("/etc/empty", new byte[0])
                        .file("/\u00fcml\u00e4ut", new byte[0])
                        .directory("/proc")
                        .symlink("/etc/link", "odd-length")
                        .build()
                        .archive());
        assertEquals(
                List.of("etc", "etc/empty", "etc/link", "etc/odd-length", "init", "proc", "\u00fcml\u00e4ut"),
                cpio(archive, "-t").lines().toList());
        cpio(archive, "-i");
        assertEquals("12345", Files.readString(folder.resolve("etc/link")));
        assertEquals(0, Files.size(folder.resolve("etc/empty")));
        assertEquals(
                "odd-length", Files.readSymbolicLink(folder.resolve("etc/link")).toString());
        assertEquals(true, Files.isExecutable(folder.resolve("init")));
        assertFalse(Files.isExecutable(folder.resolve("etc/odd-length")));
        assertEquals(true, Files.isDirectory(folder.resolve("proc")));
    }

    private String cpio(Path archive, String option) throws IOException, InterruptedException {
        Optional<Path> busybox = Stream.of("/bin/busybox", "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(busybox.isPresent(), "no busybox on this machine");
        Process process = new ProcessBuilder(busybox.orElseThrow().toString(), "cpio", option)
                .directory(folder.toFile())
                .redirectInput(archive.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> "busybox cpio: " + output);
        return output;
    }
}
