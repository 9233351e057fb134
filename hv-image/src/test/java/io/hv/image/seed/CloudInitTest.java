package io.hv.image.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python's reader of YAML, which cloud-init has, and cloud-init itself make of what is written here. */
class CloudInitTest {

    private static final String CLOUD_INIT = "set PYTHONPATH to what ci/cloud-init prints";

    @TempDir
    private Path folder;

    private String python(String... lines) {
        return IsoReader.Tool.run(folder, List.of("python3", "-c", String.join("\n", lines)));
    }

    private void assume(String module, String remedy) throws IOException, InterruptedException {
        IsoReader.Tool.assume("python3", "python3");
        Process process = new ProcessBuilder("python3", "-c", "import " + module)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("import").toFile())
                .start();
        assumeTrue(process.waitFor() == 0, "no module " + module + " of Python: " + remedy);
    }

    /** Every character that YAML or JSON might take for something else. */
    @Test
    void yamlReadsTheStringsThatWereWritten() throws Exception {
        assume("yaml", "install python3-yaml");
        Map<String, Object> strings = new LinkedHashMap<>();
        for (int c = 0; c < 0x10000; c += c < 0x300 || c >= 0xfe00 ? 1 : 0x1f) {
            if (!Character.isSurrogate((char) c)) {
                strings.put("c" + c, "a" + (char) c + " b");
            }
        }
        strings.put("plane", "\ud83d\ude00");
        for (String each : List.of("yes", "1e3", "~", "#a", "a: b", "- a", "&a", "*a", "%a", "", " ", "'", "\\n")) {
            strings.put(each + "!", List.of(each));
        }
        strings.put("number", 2);
        strings.put("truth", true);
        Files.writeString(folder.resolve("text"), JsonText.of(strings));
        String expected = sum(strings);
        assertEquals(
                expected,
                python(
                        "import yaml, hashlib",
                        "def flat(v): return ('[' + flat(v[0]) + ']') if isinstance(v, list) else v if isinstance(v, str)"
                                + " else str(v).lower()",
                        "d = yaml.safe_load(open('text', encoding='utf-8', newline=''))",
                        "t = ''.join(k + '=' + flat(v) + chr(0) for k, v in d.items())",
                        "print(hashlib.sha256(t.encode()).hexdigest(), end='')"));
        assertTrue(strings.size() > 1000);
    }

    private static String sum(Map<String, Object> strings) throws Exception {
        StringBuilder text = new StringBuilder();
        strings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\0'));
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "#cloud-config, text/cloud-config",
        "#cloud-config-archive, text/cloud-config-archive",
        "#cloud-config-jsonp, text/cloud-config-jsonp",
        "#cloud-boothook, text/cloud-boothook",
        "#part-handler, text/part-handler",
        "#include, text/x-include-url",
        "#include-once, text/x-include-once-url",
        "## template: jinja, text/jinja2",
        "#!/bin/sh, text/x-shellscript"
    })
    void cloudInitTakesUserDataForWhatTheyAre(String line, String type) throws Exception {
        assume("cloudinit.handlers", CLOUD_INIT);
        NoCloudSeed seed = NoCloudSeed.create().userData(line + "\n");
        Files.writeString(folder.resolve("user-data"), seed.userData());
        assertEquals(
                type,
                python(
                        "from cloudinit.handlers import type_from_starts_with as t",
                        "print(t(open('user-data').read()), end='')"));
    }

    /** With an address of each kind; a renderer of files that stand alone says what came of it. */
    @ParameterizedTest
    @CsvSource({
        "eni, etc/network/interfaces, 'address 192.168.7.5/24|gateway 192.168.7.1|address fd00:7::5/64|gateway fd00:7::1'",
        "networkd, etc/systemd/network/10-cloud-init-net0.network,"
                + " 'Address=192.168.7.5/24|Gateway=192.168.7.1|Address=fd00:7::5/64|Gateway=fd00:7::1|DNS=192.168.7.1"
                + "|Domains=example.org|MACAddress=52:54:00:12:34:56'",
        "netplan, etc/netplan/50-cloud-init.yaml, 'set-name: net0|gateway4: 192.168.7.1|gateway6: fd00:7::1'"
    })
    void cloudInitSetsUpANetworkCard(String renderer, String file, String lines) throws Exception {
        assume("cloudinit.net." + renderer, CLOUD_INIT);
        IpAddress gateway = IpAddress.parse("192.168.7.1");
        NicConfig nic = NicConfig.fixed(MacAddress.parse("52:54:00:12:34:56"), IpAddress.parse("192.168.7.5"), 24)
                .address(IpAddress.parse("fd00:7::5"), 64)
                .gateway(gateway)
                .gateway(IpAddress.parse("fd00:7::1"))
                .nameServer(gateway)
                .searchDomain("example.org");
        Files.writeString(
                folder.resolve("network-config"),
                NetworkConfig.of(nic, NicConfig.dhcp(new MacAddress(2))).text());
        String unused = python(
                "import yaml",
                "from cloudinit.net import network_state, " + renderer,
                "r = " + renderer + ".Renderer({})",
                "c = yaml.safe_load(open('network-config'))",
                "s = network_state.parse_net_config_data(c, renderer=r)",
                "r.render_network_state(s, target='.')");
        List<String> found = Files.readString(folder.resolve(file))
                .lines()
                .map(String::strip)
                .toList();
        for (String line : lines.split("\\|", -1)) {
            assertTrue(found.contains(line), line + " is not in " + found);
        }
    }
}
