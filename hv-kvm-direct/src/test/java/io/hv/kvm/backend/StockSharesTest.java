package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stock Linux mounts folders of the host's, and several of its programs write, read and sum files in them at once. */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(900)
class StockSharesTest {

    private static final int FILES = 40;

    /** Each of four programs makes files, renames them, and tells their sums. */
    private static final String STORM = "for p in 1 2 3 4; do ("
            + "mkdir -p /rw/p$p/deep; i=0; "
            + "while [ $i -lt 12 ]; do "
            + "dd if=/dev/urandom of=/rw/p$p/t bs=7000 count=$((i + 1)) 2>/dev/null; "
            + "mv /rw/p$p/t /rw/p$p/deep/f$i; "
            + "sha256sum </rw/p$p/deep/f$i | cut -c1-64 >/rw/p$p/deep/f$i.sum; "
            + "i=$((i + 1)); done) & done; wait; sync";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void areMounted(VirtioTransport transport) throws IOException, NoSuchAlgorithmException {
        Path given = Files.createDirectory(folder.resolve("given"));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Random random = new Random(7);
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(200_000)];
            random.nextBytes(bytes);
            Files.write(given.resolve(String.format("file%02d", i)), bytes);
            all.update(bytes);
        }
        Files.createSymbolicLink(given.resolve("out"), Path.of("/proc/self/root"));
        DomainSpec spec = StockLinux.spec(StockLinux.images(), 2, "quiet")
                .edit(builder -> builder.with(KvmOptions.defaults()
                        .virtioTransport(transport)
                        .share("given", HostPath.of(given), true)
                        .share("taken", HostPath.of(taken), false)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals(
                    "0",
                    linux.ask("mkdir /ro /rw; mount -t virtiofs given /ro && mount -t virtiofs taken /rw; echo $?"));
            String sum = HexFormat.of().formatHex(all.digest());
            for (String mount : new String[] {"/ro", "/rw"}) {
                assertEquals("1", linux.ask("grep -c ' " + mount + " virtiofs ' /proc/mounts"));
            }
            for (int round = 0; round < 3; round++) {
                assertEquals(sum, linux.ask("cat /ro/file* | sha256sum | cut -c1-64"), "round " + round);
                linux.ask("echo 3 >/proc/sys/vm/drop_caches");
            }
            assertEquals(String.valueOf(FILES + 1), linux.ask("ls /ro | wc -l"));
            assertEquals("Read-only file system", linux.ask("touch /ro/new 2>&1 | cut -d: -f3"));
            assertEquals("its own", linux.ask("[ -d /ro/out/rw/../modules ] && echo its own"));
            String unused = linux.ask(STORM);
            assertEquals("48", linux.ask("ls /rw/*/deep/*.sum | wc -l"));
            storm(taken);
            Files.writeString(taken.resolve("from-host"), "hello\n");
            assertEquals("hello", linux.ask("cat /rw/from-host"));
            unused = linux.ask("exec 7>/rw/open; rm /rw/open; echo still >&7; exec 7>&-; rm -r /rw/p1");
            assertFalse(Files.exists(taken.resolve("p1")));
            unused = linux.ask("sync; umount /ro /rw");
            assertEquals("fs0", domain.as(KvmDomain.class).devices().get(0).name());
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }

    /** What the guest has summed is what lies here. */
    private static void storm(Path taken) throws IOException, NoSuchAlgorithmException {
        try (Stream<Path> files = Files.walk(taken)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sum")).toList()) {
                Path summed = Path.of(file.toString().replaceFirst("\\.sum$", ""));
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(summed));
                assertEquals(
                        HexFormat.of().formatHex(digest), Files.readString(file).strip(), file.toString());
            }
        }
    }
}
