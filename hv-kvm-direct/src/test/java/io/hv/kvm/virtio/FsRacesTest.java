package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.FsClient.RDONLY;
import static io.hv.kvm.virtio.FsClient.RDWR;
import static io.hv.kvm.virtio.FsClient.ROOT;
import static io.hv.kvm.virtio.FsClient.WRONLY;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.virtio.FsClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names change what they are while a guest looks at them, by another thread: it never gets outside by that. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "openat2 and statx")
@Timeout(240)
class FsRacesTest {

    private static final int ROUNDS = 1500;
    private static final int TRUNCATE = 0x200;

    @TempDir
    private Path base;

    private FsOutside world;
    private FsClient guest;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void begin() throws IOException {
        world = new FsOutside(base);
        guest = new FsClient(world.share, false);
    }

    @AfterEach
    void end() throws IOException {
        other.shutdownNow();
        guest.close();
        world.assertUntouched();
    }

    private Path at(String name) {
        return world.share.resolve(name);
    }

    private static void move(Path from, Path to) throws IOException {
        Path unused = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Does something again and again beside the guest. */
    private Future<Integer> beside(Callable<Void> step) {
        return other.submit(() -> {
            int steps = 0;
            while (!over.get()) {
                Void unused = step.call();
                steps++;
            }
            return steps;
        });
    }

    private void isOver(Future<Integer> beside) throws Exception {
        over.set(true);
        assertTrue(beside.get() > 10, "nothing happened beside the guest");
    }

    private void readsNoSecret(Answer opened) {
        if (opened.error() == 0) {
            Answer read = guest.read(opened.number(), 0, 100);
            assertFalse(read.error() == 0 && read.text().contains(FsOutside.SECRET), "the secret was read");
            Answer unused = guest.release(opened.number());
        }
    }

    private void drop(Answer found) {
        if (found.error() == 0) {
            guest.forget(found.node(), 1);
        }
    }

    @Test
    void aFolderIsNowAndThenALink() throws Exception {
        Files.createDirectory(at("flip"));
        Files.writeString(at("flip/secret"), "harmless");
        Files.createSymbolicLink(at("link"), world.outside);
        Future<Integer> beside = beside(() -> {
            move(at("flip"), at("spare"));
            move(at("link"), at("flip"));
            move(at("flip"), at("link"));
            move(at("spare"), at("flip"));
            return null;
        });
        int inside = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Answer flip = guest.lookup(ROOT, "flip");
            if (flip.error() != 0) {
                continue;
            }
            Answer secret = guest.lookup(flip.node(), "secret");
            if (secret.error() == 0) {
                inside++;
                readsNoSecret(guest.open(secret.node(), RDONLY));
                Answer truncated = guest.change(secret.node(), 1, 0, 0, 0, 0600 | (i & 077), 0);
                assertTrue(truncated.error() >= 0);
            }
            Answer created = guest.create(flip.node(), "made", 0666, RDWR | TRUNCATE);
            if (created.error() == 0) {
                Answer unused = guest.release(created.body().getLong(128));
            }
            Answer made = guest.mkdir(flip.node(), "folder", 0777);
            Answer unused = guest.rmdir(flip.node(), "folder");
            unused = guest.unlink(flip.node(), "made");
            unused = guest.rename(flip.node(), "secret", flip.node(), "renamed", 0);
            unused = guest.rename(flip.node(), "renamed", flip.node(), "secret", 0);
            drop(made);
            drop(created);
            drop(secret);
            drop(flip);
        }
        isOver(beside);
        assertTrue(inside > 0, "the folder was never found");
    }

    @Test
    void aFileIsNowAndThenALinkOrAPipe() throws Exception {
        Files.writeString(at("flip"), "harmless");
        Files.createSymbolicLink(at("link"), world.outside.resolve("secret"));
        long unusedPipe = guest.mknod(ROOT, "pipe", 0010666, 0).node();
        assertTrue(unusedPipe > 1);
        Future<Integer> beside = beside(() -> {
            move(at("flip"), at("spare"));
            move(at("link"), at("flip"));
            move(at("flip"), at("link"));
            move(at("pipe"), at("flip"));
            move(at("flip"), at("pipe"));
            move(at("spare"), at("flip"));
            return null;
        });
        int opened = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Answer flip = guest.lookup(ROOT, "flip");
            if (flip.error() == 0) {
                readsNoSecret(guest.open(flip.node(), RDONLY));
                Answer writing = guest.open(flip.node(), WRONLY | TRUNCATE);
                if (writing.error() == 0) {
                    opened++;
                    Answer unused = guest.write(writing.number(), 0, new byte[] {'x'});
                    unused = guest.release(writing.number());
                }
                Answer unused = guest.chmod(flip.node(), 0600);
                unused = guest.truncate(flip.node(), 3);
                drop(guest.link(flip.node(), ROOT, "hard"));
                unused = guest.unlink(ROOT, "hard");
            }
            drop(flip);
        }
        isOver(beside);
        assertTrue(opened > 0, "the file was never opened");
    }

    @Test
    void aFolderGoesOutAndIn() throws Exception {
        Path away = Files.createTempDirectory(base.getParent(), "away");
        try {
            Files.writeString(away.resolve("secret"), FsOutside.SECRET);
            Future<Integer> beside = beside(() -> {
                move(at("sub"), away.resolve("sub"));
                move(away.resolve("sub"), at("sub"));
                return null;
            });
            int reached = 0;
            for (int i = 0; i < ROUNDS; i++) {
                Answer sub = guest.lookup(ROOT, "sub");
                if (sub.error() != 0) {
                    continue;
                }
                Answer deep = guest.lookup(sub.node(), "deep");
                if (deep.error() == 0) {
                    reached++;
                    for (String up : new String[] {"..", "../..", "../../secret", "../secret"}) {
                        assertTrue(guest.lookup(deep.node(), up).error() != 0);
                        assertTrue(guest.create(deep.node(), up, 0666, RDWR).error() != 0);
                        assertTrue(guest.rename(sub.node(), "file", deep.node(), up, 0)
                                        .error()
                                != 0);
                    }
                    Answer unused = guest.rename(sub.node(), "file", ROOT, "moved", 0);
                    unused = guest.rename(ROOT, "moved", sub.node(), "file", 0);
                    drop(deep);
                }
                drop(sub);
            }
            isOver(beside);
            assertTrue(reached > 0, "the folder was never found");
        } finally {
            over.set(true);
            Files.deleteIfExists(away.resolve("secret"));
            Files.deleteIfExists(away);
        }
    }
}
