package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import io.hv.image.files.GuestFiles;
import io.hv.image.files.KernelFinder;
import io.hv.image.seed.NetworkConfig;
import io.hv.image.seed.NoCloudSeed;
import io.hv.kvm.measure.EmulatedHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** A machine of its own on an overlay over a cloud image, with a seed that has it report what cloud-init did, and end. */
final class CloudClone implements AutoCloseable {

    /** In the lab a boot with cloud-init takes minutes. */
    static final Duration PATIENCE = Duration.ofMinutes(25);

    private static final String REPORT = "/var/lib/hv-report";

    /**
     * Cloud-init writes the token, has a shell report, in a file and on the console, and turns the machine off when it is done.
     * The locale is one that it need not make: the image has no sources of others.
     */
    private static final String USER_DATA = """
            #cloud-config
            locale: C.UTF-8
            write_files:
            - path: /var/lib/hv-token
              permissions: '0600'
              content: 'TOKEN'
            runcmd:
            - - sh
              - -c
              - |
                {
                  echo "token $(sha256sum </var/lib/hv-token | cut -c1-64)"
                  echo "mode $(stat -c %a /var/lib/hv-token)"
                  echo "host $(hostname)"
                  echo "instance $(cat /var/lib/cloud/data/instance-id)"
                  echo "instances $(ls /var/lib/cloud/instances | wc -l)"
                  echo "source $(cut -d' ' -f2- </var/lib/cloud/instance/datasource)"
                  echo "address $(ip -4 -o addr show dev net0 scope global | sed 's/.*inet \\([^ ]*\\).*/\\1/')"
                  echo "root $(findmnt -no SOURCE /)"
                  . /etc/os-release
                  echo "system $ID $VERSION_ID, Linux $(uname -r), cloud-init $(dpkg-query -W -f '${Version}' cloud-init)"
                } >REPORT
                sed 's/^/hv-cloud: /' REPORT
                echo "hv-cloud: end"
            power_state:
              mode: poweroff
            """.replace("REPORT", REPORT);

    private final Path disk;
    private final Path seedDisk;
    private final NoCloudSeed seed;
    private final String token;
    private final MacAddress mac;

    private CloudClone(Path disk, Path seedDisk, NoCloudSeed seed, String token, MacAddress mac) {
        this.disk = disk;
        this.seedDisk = seedDisk;
        this.seed = seed;
        this.token = token;
        this.mac = mac;
    }

    /** Makes its overlay, beside the image, where it may look for it, and its seed. */
    static CloudClone of(Path golden, String hostname, MacAddress mac, NetworkConfig network) {
        UUID id = UUID.randomUUID();
        Path disk = golden.resolveSibling(hostname + "-" + id + ".qcow2");
        Image.create(disk, CreateOptions.overlay(String.valueOf(golden.getFileName()), ImageFormat.QCOW2))
                .close();
        byte[] token = new byte[32];
        new SecureRandom().nextBytes(token);
        String text = HexFormat.of().formatHex(token);
        NoCloudSeed seed = NoCloudSeed.create()
                .withInstanceId(id)
                .hostname(hostname)
                .userData(USER_DATA.replace("TOKEN", text))
                .network(network);
        Path seedDisk = golden.resolveSibling(hostname + "-" + id + ".iso");
        seed.write(seedDisk);
        return new CloudClone(disk, seedDisk, seed, text, mac);
    }

    private Image open() {
        return Image.open(disk, OpenOptions.format(ImageFormat.QCOW2));
    }

    /** A machine that boots the kernel which is on its disk. */
    private DomainSpec spec(String lan) {
        LinuxBoot boot;
        try (Image image = open()) {
            boot = KernelFinder.find(image).boot();
        }
        return DomainSpec.named(seed.hostname().orElseThrow())
                .memory(ByteSize.mib(512))
                .boot(boot.append("ro console=ttyS0 loglevel=6 " + EmulatedHost.WORDS))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk)).format(DiskFormat.QCOW2)))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(seedDisk))).readOnly())
                .nic(NicSpec.on(lan).mac(mac))
                .build();
    }

    /** Runs it until it turns itself off, and returns what it reported on its console, by the first word of each line. */
    Map<String, String> run(Host host, String lan) {
        try (TransientDomain domain = host.create(spec(lan))) {
            ConsoleSession console = domain.console().open(From.START);
            String unused = console.expect("Linux version", PATIENCE);
            String said = console.expect(Pattern.compile("(?s).*hv-cloud: end"), PATIENCE)
                    .group();
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason());
            return report(said.lines()
                    .filter(line -> line.contains("hv-cloud: ") && !line.endsWith(" end"))
                    .map(line -> line.replaceFirst(".*hv-cloud: ", ""))
                    .toList());
        }
    }

    private static Map<String, String> report(List<String> lines) {
        Map<String, String> report = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.strip().split(" ", 2);
            report.put(words[0], words.length < 2 ? "" : words[1]);
        }
        return report;
    }

    /** What has to be in both reports, beside what the image is; the address is the caller's to know. */
    void assertTook(Map<String, String> said, String address) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        Map<String, String> expected = new TreeMap<>(Map.of(
                "token",
                HexFormat.of().formatHex(sum),
                "mode",
                "600",
                "host",
                seed.hostname().orElseThrow(),
                "instance",
                seed.instanceId(),
                "instances",
                "1",
                "source",
                "DataSourceNoCloud [seed=/dev/vdb][dsmode=net]",
                "address",
                address,
                "root",
                "/dev/vda1"));
        expected.put("system", String.valueOf(said.get("system")));
        assertEquals(expected, said);
        try (Image image = open()) {
            GuestFiles files = GuestFiles.on(image).get(0);
            assertEquals(expected, report(text(files, REPORT).lines().toList()), "what its disk has");
            assertEquals(token, text(files, "/var/lib/hv-token"));
            assertEquals(
                    seed.hostname().orElseThrow(), text(files, "/etc/hostname").strip());
            String result = text(files, "/var/lib/cloud/data/result.json");
            assertTrue(result.replaceAll("\\s", "").contains("\"errors\":[]"), result);
        }
    }

    private static String text(GuestFiles files, String path) {
        return new String(files.read(path).orElseThrow(), StandardCharsets.UTF_8);
    }

    /** Removes its disks. */
    @Override
    public void close() throws IOException {
        Files.delete(seedDisk);
        Files.delete(disk);
    }
}
