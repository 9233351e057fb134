package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DhcpHost;
import io.hv.Host;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.image.seed.NetworkConfig;
import io.hv.image.seed.NicConfig;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * A distribution's image with cloud-init, which {@code lab/cloud} makes and the property {@code hv.test.cloud.image} names,
 * in qcow2: it boots by the kernel that is on it, without firmware, and does what its seed says. {@code ./check full cloud} has it.
 */
@Tag("lab")
@RequiresKvm
@Timeout(3600)
class StockCloudTest {

    private static final String PROPERTY = "hv.test.cloud.image";
    private static final MacAddress WEB = MacAddress.parse("52:54:00:00:c1:01");
    private static final MacAddress DB = MacAddress.parse("52:54:00:00:c1:02");

    /** What hv's DHCP server has for the second machine. */
    private static final String LEASED = "10.9.8.77";

    private Path golden;
    private FileTime written;
    private Host host;
    private Network lan;

    @BeforeEach
    void open() throws Exception {
        golden = Path.of(System.getProperty(PROPERTY, ""));
        assumeTrue(Files.isRegularFile(golden), PROPERTY + " does not name a cloud image; ./check full cloud does");
        written = Files.getLastModifiedTime(golden);
        host = Host.open(OwnRoot.URI);
        lan = host.define(NetworkSpec.isolated("lan")
                .address(NetworkAddress.of("10.9.8.1/24")
                        .host(DhcpHost.of(LEASED).mac(DB)))
                .build());
        lan.start();
    }

    @AfterEach
    void close() throws Exception {
        if (host != null) {
            host.close();
            assertEquals(written, Files.getLastModifiedTime(golden), "the image below its overlays");
        }
    }

    /** Two machines on one image, one with an address that its seed says, and one that asks for it. */
    @Test
    void clonesTakeTheirSeeds(TestReporter reporter) throws Exception {
        IpAddress fixed = IpAddress.parse("10.9.8.5");
        try (CloudClone web = CloudClone.of(golden, "web-1", WEB, NetworkConfig.of(NicConfig.fixed(WEB, fixed, 24)));
                CloudClone db = CloudClone.of(golden, "db-1", DB, NetworkConfig.of(NicConfig.dhcp(DB)))) {
            long start = System.nanoTime();
            Map<String, String> first = web.run(host, "lan");
            long between = System.nanoTime();
            web.assertTook(first, "10.9.8.5/24");
            Map<String, String> second = db.run(host, "lan");
            long end = System.nanoTime();
            db.assertTook(second, LEASED + "/24");
            assertNotEquals(first.get("instance"), second.get("instance"));
            Evidence.write(
                    reporter,
                    "clones",
                    "{ \"system\": \"" + first.get("system") + "\", \"secondsFromBootToOff\": ["
                            + seconds(between - start) + ", " + seconds(end - between) + "] }");
        }
    }

    private static long seconds(long nanos) {
        return Math.round(nanos / 1e9);
    }
}
