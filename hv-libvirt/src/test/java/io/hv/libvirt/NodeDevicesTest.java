package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.HypervisorException;
import io.hv.NotFoundException;
import io.hv.Subscription;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.jna.DevicePointer;

/** The devices of a host, which libvirt's test driver plays; it has no filters and no secrets. */
@RequiresLibvirt
class NodeDevicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String DEVICES = """
            <device>
              <name>computer</name>
              <capability type='system'>
                <hardware><vendor>hv</vendor><uuid>11111111-2222-3333-4444-555555555555</uuid></hardware>
                <firmware/>
              </capability>
            </device>
            <device>
              <name>scsi_host1</name>
              <parent>computer</parent>
              <capability type='scsi_host'>
                <host>1</host><unique_id>0</unique_id>
                <capability type='fc_host'>
                  <wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn><fabric_wwn>2000000043214321</fabric_wwn>
                </capability>
                <capability type='vport_ops'/>
              </capability>
            </device>
            <device>
              <name>scsi_host11</name>
              <parent>scsi_host1</parent>
              <capability type='scsi_host'>
                <host>11</host><unique_id>10</unique_id>
                <capability type='fc_host'>
                  <wwnn>2000000034563456</wwnn><wwpn>1000000034563456</wwpn><fabric_wwn>2000000043214321</fabric_wwn>
                </capability>
              </capability>
            </device>
            <device>
              <name>net_größe</name>
              <parent>computer</parent>
              <capability type='net'>
                <interface>eth0</interface><address>52:54:00:00:00:01</address><link state='up'/>
              </capability>
            </device>
            """;

    /** The only kind of device that the driver makes: below one with vport_ops, and after the pattern of scsi_host11. */
    private static final String PORT = """
            <device>
              <parent>%s</parent>
              <capability type='scsi_host'>
                <capability type='fc_host'><wwnn>1111222233334444</wwnn><wwpn>5555666677778888</wwpn></capability>
              </capability>
            </device>
            """;

    @TempDir
    Path folder;

    private static List<String> names(List<LibvirtNodeDevice> devices) {
        return devices.stream().map(LibvirtNodeDevice::name).toList();
    }

    @Test
    void whatAreDevicesAndWhatTheyAreOf() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder, DEVICES))) {
            assertEquals(List.of("computer", "net_größe", "scsi_host1", "scsi_host11"), names(host.nodeDevices()));
            assertEquals(List.of("net_größe"), names(host.nodeDevices("net")));
            assertEquals(List.of("computer"), names(host.nodeDevices("system")));
            assertEquals(List.of(), host.nodeDevices("nonesuch"));
            assertEquals(List.of(), host.nodeDevices("net\0"));

            LibvirtNodeDevice net = host.findNodeDevice("net_größe").orElseThrow();
            LibvirtNodeDevice computer = host.findNodeDevice("computer").orElseThrow();
            assertEquals(Optional.of(computer), net.parent());
            assertEquals(Optional.empty(), computer.parent());
            assertEquals(List.of("net"), net.capabilities());
            assertTrue(net.xml().contains("52:54:00:00:00:01"), net.xml());
            assertEquals(host.nodeDevices("net").get(0), net);
            assertEquals("the device 'net_größe'", net.toString());
            assertEquals(Optional.empty(), host.findNodeDevice("absent"));
            assertEquals(Optional.empty(), host.findNodeDevice("computer\0"));
            assertEquals(0, leases(host));
        }
    }

    @Test
    void aDeviceComesAndGoes() throws Exception {
        BlockingQueue<LibvirtNodeDeviceEvent> told = new LinkedBlockingQueue<>();
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder, DEVICES));
                Subscription subscription = host.events().on(LibvirtNodeDeviceEvent.class, told::add)) {
            Connection connection = ((HostHandle) host).shared().connection();
            LibvirtNodeDevice made;
            try (Connection.Lease held = connection.lease()) {
                DevicePointer device =
                        connection.calls().virNodeDeviceCreateXML(held.pointer(), PORT.formatted("scsi_host1"), 0);
                assertNotNull(device, "the test driver makes ports");
                LibvirtNodeDeviceEvent created = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertNotNull(created);
                assertEquals(LibvirtNodeDeviceEvent.Type.CREATED, created.type());
                made = host.findNodeDevice(created.name()).orElseThrow();
                assertEquals(host.findNodeDevice("scsi_host1"), made.parent());
                assertEquals(5, host.nodeDevices().size());
                assertEquals(0, connection.calls().virNodeDeviceDestroy(device));
                connection.calls().virNodeDeviceFree(device);
            }
            LibvirtNodeDeviceEvent deleted = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(deleted);
            assertEquals("device '" + made.name() + "' DELETED", deleted.toString());
            for (NotFoundException gone : List.of(
                    assertThrows(NotFoundException.class, made::xml),
                    assertThrows(NotFoundException.class, made::parent),
                    assertThrows(NotFoundException.class, made::capabilities))) {
                assertTrue(gone.toString().contains(made.name()), gone::toString);
                assertFalse(gone.remedy().isBlank());
            }
            assertEquals(0, leases(host));
        }
    }

    @Test
    void manyDevices() throws Exception {
        StringBuilder many = new StringBuilder(DEVICES);
        for (int i = 0; i < 500; i++) {
            many.append("<device><name>net_%03d</name><parent>computer</parent><capability type='net'>".formatted(i))
                    .append("<interface>eth%d</interface></capability></device>".formatted(i));
        }
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder, many.toString()))) {
            assertEquals(504, host.nodeDevices().size());
            assertEquals(501, host.nodeDevices("net").size());
            assertEquals(0, leases(host));
        }
    }

    @Test
    void aDriverWithoutFiltersAndSecretsSaysSo() throws Exception {
        try (LibvirtHost host = TestHosts.open(TestHosts.uri(folder))) {
            for (HypervisorException none : List.of(
                    assertThrows(HypervisorException.class, host::filters),
                    assertThrows(HypervisorException.class, () -> host.defineFilter("<filter name='f'/>")),
                    assertThrows(HypervisorException.class, () -> host.findFilter("f")),
                    assertThrows(HypervisorException.class, host::secrets),
                    assertThrows(HypervisorException.class, () -> host.defineSecret("<secret/>")),
                    assertThrows(
                            HypervisorException.class, () -> host.findSecret(LibvirtSecretUsage.VOLUME, "/volume")))) {
                assertTrue(none.toString().contains("not supported"), none::toString);
                assertEquals("this libvirt driver cannot do it; use another host", none.remedy());
            }
            assertEquals(List.of(), host.nodeDevices());
            assertEquals(0, leases(host));
        }
    }

    private static int leases(LibvirtHost host) {
        return ((HostHandle) host).shared().connection().leases();
    }
}
