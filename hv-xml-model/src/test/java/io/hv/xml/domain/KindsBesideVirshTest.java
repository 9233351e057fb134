package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.virsh.Virsh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * libvirt's test driver takes the samples of the sealed values, by its schema, and gives them back as the same: but for three
 * that are not tried, and three that it says with other words, which the lists below name.
 */
@Tag("libvirt")
class KindsBesideVirshTest {

    private static final String DOMAIN = """
            <domain type="test">
              <name>kinds</name>
              <maxMemory slots="4" unit="GiB">32</maxMemory>
              <memory unit="GiB">16</memory>
              <vcpu>8</vcpu>
              <memoryBacking><locked/></memoryBacking>
              <numatune><memory/></numatune>
              <os><type arch="x86_64">hvm</type></os>
              <cpu>
                <numa>
                  <cell id="0" memory="12582912" cpus="0-7"/>
                  <cell id="1" memory="1024"/>
                  <cell id="2" memory="1024"/>
                </numa>
              </cpu>
              <clock offset="utc"/>
              <devices>
                <graphics type="vnc" port="5901"/>
                <video><model type="vga"/></video>
                <memory model="dimm"><target><size>1048576</size><node>0</node></target></memory>
                <controller type="scsi" index="0"/>
              </devices>
            </domain>
            """;

    /** What a driver decides, and the test driver has not decided: it refuses the first two, and forgets the third. */
    private static final Set<Object> UNDECIDED = Set.of(
            new BootMethod.Container(null, List.of()),
            new MemoryDevice.VirtioMem(ByteSize.gib(7), null, ByteSize.bytes(0)),
            new BootMethod.HostBootloader());

    /** What libvirt says with other words. */
    private static final Map<Object, Object> OTHERWISE = Map.of(
            new ClockSetting.Localtime(new ClockSetting.Adjustment.Kept(Duration.ofHours(-3))),
            new ClockSetting.Variable(Duration.ofHours(-3), ClockElement.Basis.LOCALTIME),
            new VideoCard.Qxl(),
            new VideoCard.Qxl(ByteSize.mib(64), null, null),
            new BootMethod.Loader(HostPath.of("/new.fd"), null),
            new BootMethod.Loader(HostPath.of("/new.fd"), OsElement.Loader.LoaderType.ROM));

    @Test
    void libvirtGivesBackEachKind(@TempDir Path folder) throws Exception {
        assumeTrue(Virsh.isThere(), "virsh is not on the PATH; install libvirt-clients");
        Virsh virsh = new Virsh(folder);
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : KindsTest.TYPES) {
            for (Object sample : Samples.of(KindsTest.setters(DOMAIN, type).get(0))) {
                if (UNDECIDED.contains(sample)) {
                    continue;
                }
                XmlDocument document = XmlDocument.parse(DOMAIN);
                KindsTest.value(document, type, 0).set(sample);
                String back = virsh.givesBack(document.text(), "kinds");
                List<Object> values = new ArrayList<>();
                for (Views.Setter each : KindsTest.setters(back, type)) {
                    each.value().get().ifPresent(values::add);
                }
                // Of some there are several: libvirt adds controllers, and puts them in its own order.
                if (!values.contains(OTHERWISE.getOrDefault(sample, sample))) {
                    wrong.add(sample + " comes back as " + values);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Where numad is asked for the processors it is asked for the memory too, and nowhere else without a word. */
    @Test
    void libvirtAsksNumadForMemoryAsForProcessors(@TempDir Path folder) throws Exception {
        assumeTrue(Virsh.isThere(), "virsh is not on the PATH; install libvirt-clients");
        String with =
                DOMAIN.replace("<vcpu>", "<vcpu placement=\"auto\">").replace("<memory/>", "<memory mode=\"strict\"/>");
        NumaSource here = DomainElement.of(XmlDocument.parse(with))
                .numaTune()
                .memory()
                .source()
                .get()
                .orElseThrow();
        String back = new Virsh(folder).givesBack(with, "kinds");
        NumaTuneElement.Memory there =
                DomainElement.of(XmlDocument.parse(back)).numaTune().memory();
        assertEquals(new NumaSource.Automatic(NumaMode.STRICT), here);
        assertEquals(here, there.source().get().orElseThrow());
        assertEquals(Placement.AUTO, there.placement().get().orElseThrow());
    }
}
