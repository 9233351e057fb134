package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.InterruptedOperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFolderTest {

    private static final String KEY = "aa00";

    @TempDir
    private Path folder;

    private TemplateFolder templates(int keep) {
        return new TemplateFolder(folder.resolve("templates"), keep);
    }

    private Path make(TemplateFolder templates, String key, long time) throws IOException {
        Path file = Path.of(templates.file(key).path());
        Object unused = Files.createDirectories(file.getParent());
        unused = Files.writeString(file, key);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(time));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("templates"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsThoseThatWereUsedLast() throws IOException {
        TemplateFolder templates = templates(2);
        Object unused = make(templates, "aa", 4000);
        unused = make(templates, "bb", 3000);
        unused = make(templates, "cc", 2000);
        unused = make(templates, "dd", 1000);
        unused = Files.writeString(folder.resolve("templates").resolve("notes.txt"), "not a template");
        templates.used("cc");
        assertEquals(List.of("aa.machine", "cc.machine", "notes.txt"), left());
    }

    /** The one that is used is kept, however few are to be. */
    @Test
    void keepsAtLeastOne() throws IOException {
        TemplateFolder templates = templates(0);
        Object unused = make(templates, "aa", 1000);
        unused = make(templates, "bb", 2000);
        templates.used("aa");
        assertEquals(List.of("aa.machine"), left());
    }

    /** A host may have files of its own. */
    @Test
    void whatIsNotThereIsNotItsAffair() throws IOException {
        templates(1).used(KEY);
        assertTrue(Files.notExists(folder.resolve("templates")));
    }

    @Test
    void isItsOwnersOnly() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        assertEquals("done", templates(1).locked(KEY, () -> "done"));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("templates"))));
    }

    @Test
    void oneWorksAtATime() throws Exception {
        List<Integer> inside = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                // A folder each: they meet by the file only.
                Callable<Boolean> work = () -> templates(1).locked(KEY, () -> {
                    int before = inside.size();
                    assertEquals(before, inside.size(), "somebody else is in here");
                    return inside.add(before);
                });
                all.add(pool.submit(work));
            }
            for (Future<Boolean> each : all) {
                assertTrue(each.get(1, TimeUnit.MINUTES));
            }
            assertEquals(java.util.stream.IntStream.range(0, 20).boxed().toList(), inside);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Another process holds the lock, says so, and lets it go when its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            String unused = new TemplateFolder(Path.of(args[0]), 1).locked(KEY, () -> {
                System.out.println("held");
                try {
                    return "end of input: " + System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void waitsForAnotherProcess() throws Exception {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.resolve("templates").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            assertEquals("held", holder.inputReader().readLine());
            Future<Boolean> work = pool.submit(() -> templates(1).locked(KEY, holder::isAlive));
            assertThrows(java.util.concurrent.TimeoutException.class, () -> work.get(100, TimeUnit.MILLISECONDS));
            holder.getOutputStream().close();
            Object unused = work.get(1, TimeUnit.MINUTES);
            assertEquals(0, holder.waitFor());
        } finally {
            holder.destroyForcibly();
            pool.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            ExecutionException interrupted = templates(1).locked(KEY, () -> {
                Future<Boolean> wait = pool.submit(() -> templates(1).locked(KEY, () -> true));
                pool.shutdownNow();
                return assertThrows(ExecutionException.class, () -> wait.get(1, TimeUnit.MINUTES));
            });
            assertInstanceOf(InterruptedOperationException.class, interrupted.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
