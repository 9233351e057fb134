package io.hv.image.seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoCloudSeedTest {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
    private static final IpAddress ADDRESS = IpAddress.parse("192.168.7.5");
    private static final IpAddress GATEWAY = IpAddress.parse("192.168.7.1");

    @TempDir
    private Path folder;

    private static NoCloudSeed sample() {
        return NoCloudSeed.create()
                .withInstanceId("web-1")
                .hostname("web-1.example.org")
                .userData("#cloud-config\npackages: [nginx]\n")
                .vendorData("#!/bin/sh\necho vendor\n")
                .network(NetworkConfig.of(NicConfig.dhcp(MAC)));
    }

    private static String sha256(String text) {
        return IsoTree.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(IsoReader.class)
    void othersFindItsFiles(IsoReader reader) throws IOException {
        reader.assumeInstalled();
        assertEquals(
                Map.of(
                        "meta-data",
                        sha256("{\"instance-id\": \"web-1\", \"local-hostname\": \"web-1.example.org\"}\n"),
                        "user-data",
                        sha256("#cloud-config\npackages: [nginx]\n"),
                        "vendor-data",
                        sha256("#!/bin/sh\necho vendor\n"),
                        "network-config",
                        sha256("{\"version\": 2, \"ethernets\": {\"net0\": {\"match\": {\"macaddress\":"
                                + " \"52:54:00:12:34:56\"}, \"set-name\": \"net0\", \"dhcp4\": true}}}\n")),
                reader.read(folder, sample().toBytes()));
    }

    @ParameterizedTest
    @EnumSource(IsoReader.class)
    void whatWasNotSaidIsNotThere(IsoReader reader) throws IOException {
        reader.assumeInstalled();
        NoCloudSeed seed = NoCloudSeed.create();
        assertEquals(
                Map.of(
                        "meta-data",
                        sha256("{\"instance-id\": \"" + seed.instanceId() + "\"}\n"),
                        "user-data",
                        sha256("")),
                reader.read(folder, seed.toBytes()));
    }

    @Test
    void eachCloneHasAnIdOfItsOwn() throws IOException {
        NoCloudSeed seed = sample();
        assertArrayEquals(seed.toBytes(), sample().toBytes());
        assertNotEquals(NoCloudSeed.create().instanceId(), NoCloudSeed.create().instanceId());
        assertNotEquals(seed.instanceId(), seed.withNewInstanceId().instanceId());
        UUID clone = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        NoCloudSeed ofClone = seed.withInstanceId(clone);
        assertEquals(clone.toString(), ofClone.instanceId());
        assertEquals(seed.userData(), ofClone.userData());
        assertEquals("web-1", seed.instanceId());
        Path file = folder.resolve("seed.iso");
        ofClone.write(file);
        assertArrayEquals(ofClone.toBytes(), Files.readAllBytes(file));
    }

    @Test
    void isKnownByItsLabel() throws IOException {
        IsoReader.Tool.assume("blkid", "util-linux");
        sample().write(folder.resolve("seed.iso"));
        assertEquals(
                "cidata",
                IsoReader.Tool.run(folder, java.util.List.of("blkid", "-p", "-o", "value", "-s", "LABEL", "seed.iso"))
                        .strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\n",
                "#cloud-config",
                "#cloud-config  \r\nruncmd: []\r\n",
                "#!/bin/sh\n",
                "#!/usr/bin/env python3\nprint()\n",
                "#include\nhttps://example.org/config\n",
                "#include-once\nhttps://example.org/config\n",
                "#cloud-boothook\n#!/bin/sh\n",
                "#cloud-config-archive\n- {}\n",
                "#part-handler\n",
                "## template: jinja\n#cloud-config\n",
                "Content-Type: multipart/mixed; boundary=\"==b==\"\nMIME-Version: 1.0\n\n--==b==--\n",
                "MIME-Version: 1.0\ncontent-type: text/cloud-config\n\n#cloud-config\n"
            })
    void userDataThatCloudInitKnows(String text) {
        assertEquals(text, NoCloudSeed.create().userData(text).userData());
        assertEquals(text, NoCloudSeed.create().vendorData(text).vendorData().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "packages: [nginx]\n",
                "# cloud-config\n",
                "#cloud-configuration\n",
                " #cloud-config\n",
                "\n#cloud-config\n",
                "\ufeff#cloud-config\n",
                "#!/bin/sh\r\necho\r\n",
                "#cloud-config\n# MIME-Version: 1.0\n",
                "MIME-Version: 1.0\n\nContent-Type: text/cloud-config\n",
                "#cloud-config\n\0",
                "#cloud-config\n\ud800"
            })
    void userDataThatCloudInitWouldPassBy(String text) {
        NoCloudSeed seed = NoCloudSeed.create();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> seed.userData(text));
        assertTrue(String.valueOf(e.getMessage()).contains("user data"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> seed.vendorData(text));
    }

    /** What lies behind cloud-init's look for MIME is the user's own. */
    @Test
    void aLateMentionOfMimeIsNoMatter() {
        String text = "#cloud-config\n" + "#\n".repeat(2048) + "# mime-version: 1.0\n";
        assertEquals(text, NoCloudSeed.create().userData(text).userData());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "-a", "a b", "\u00e4", "a\n"})
    void instanceIdsThatCannotBe(String id) {
        assertThrows(IllegalArgumentException.class, () -> NoCloudSeed.create().withInstanceId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a..b", "a_b", "a b", "a.", "\u00e4"})
    void hostnamesThatCannotBe(String name) {
        assertThrows(IllegalArgumentException.class, () -> NoCloudSeed.create().hostname(name));
        assertThrows(IllegalArgumentException.class, () -> NicConfig.dhcp(MAC).searchDomain(name));
        assertEquals("1", NoCloudSeed.create().hostname("1").hostname().orElse(""));
    }

    @Test
    void aFixedAddress() {
        NicConfig fixed = NicConfig.fixed(MAC, ADDRESS, 24)
                .address(IpAddress.parse("fd00:7::5"), 64)
                .gateway(GATEWAY)
                .gateway(IpAddress.parse("fe80::1"))
                .nameServer(GATEWAY)
                .searchDomain("example.org")
                .named("lan");
        assertEquals(
                "{\"version\": 2, \"ethernets\": {\"lan\": {\"match\": {\"macaddress\": \"52:54:00:12:34:56\"},"
                        + " \"set-name\": \"lan\", \"dhcp4\": false,"
                        + " \"addresses\": [\"192.168.7.5/24\", \"fd00:7::5/64\"],"
                        + " \"gateway4\": \"192.168.7.1\", \"gateway6\": \"fe80::1\","
                        + " \"nameservers\": {\"addresses\": [\"192.168.7.1\"], \"search\": [\"example.org\"]}}}}\n",
                NetworkConfig.of(fixed).text());
    }

    @Test
    void networksThatCannotBe() {
        MacAddress group = MacAddress.parse("01:00:5e:00:00:01");
        assertThrows(IllegalArgumentException.class, () -> NicConfig.dhcp(group));
        assertThrows(IllegalArgumentException.class, () -> NicConfig.fixed(MAC, ADDRESS, 0));
        assertThrows(IllegalArgumentException.class, () -> NicConfig.fixed(MAC, ADDRESS, 33));
        assertThrows(IllegalArgumentException.class, () -> NicConfig.fixed(MAC, IpAddress.parse("224.0.0.1"), 24));
        NicConfig fixed = NicConfig.fixed(MAC, ADDRESS, 24);
        assertThrows(IllegalArgumentException.class, () -> fixed.gateway(IpAddress.parse("192.168.8.1")));
        assertThrows(IllegalArgumentException.class, () -> fixed.gateway(IpAddress.parse("fe80::1")));
        assertThrows(
                IllegalArgumentException.class, () -> fixed.gateway(GATEWAY).gateway(GATEWAY));
        for (String name : new String[] {"", "0", "a b", "sixteen-letters-", "a/b"}) {
            assertThrows(IllegalArgumentException.class, () -> fixed.named(name));
        }
        NicConfig other = NicConfig.dhcp(new MacAddress(2));
        assertThrows(IllegalArgumentException.class, () -> NetworkConfig.of(fixed, fixed));
        assertThrows(IllegalArgumentException.class, () -> NetworkConfig.of(fixed, other.named("net0")));
        assertEquals(2, NetworkConfig.of(fixed, other).nics().size());
    }

    @Test
    void aNetworkConfigurationOfOnesOwn() {
        String own = "version: 2\nethernets: {eth0: {dhcp4: true}}\n";
        assertEquals(
                own, NoCloudSeed.create().networkConfig(own).networkConfig().orElse(""));
        for (String bad :
                new String[] {"", "version: 1\n", "ethernets: {}\n", "network:\n  version: 2\n", own + "\0"}) {
            assertThrows(
                    IllegalArgumentException.class, () -> NoCloudSeed.create().networkConfig(bad));
        }
    }

    @Test
    void secretsAreNotTold() {
        assertFalse(sample().toString().contains("nginx"), sample().toString());
    }
}
