package io.hv.xml;

import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.capability.Capabilities;
import io.hv.xml.wire.cpu.Cpu;
import io.hv.xml.wire.domain.Audio;
import io.hv.xml.wire.domain.Channel;
import io.hv.xml.wire.domain.Console;
import io.hv.xml.wire.domain.Controller;
import io.hv.xml.wire.domain.DevicesMemory;
import io.hv.xml.wire.domain.Disk;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Filesystem;
import io.hv.xml.wire.domain.Graphics;
import io.hv.xml.wire.domain.Hostdev;
import io.hv.xml.wire.domain.Hub;
import io.hv.xml.wire.domain.Input;
import io.hv.xml.wire.domain.Iommu;
import io.hv.xml.wire.domain.Lease;
import io.hv.xml.wire.domain.Memballoon;
import io.hv.xml.wire.domain.Nvram;
import io.hv.xml.wire.domain.Panic;
import io.hv.xml.wire.domain.Parallel;
import io.hv.xml.wire.domain.Redirdev;
import io.hv.xml.wire.domain.Redirfilter;
import io.hv.xml.wire.domain.Rng;
import io.hv.xml.wire.domain.Serial;
import io.hv.xml.wire.domain.Shmem;
import io.hv.xml.wire.domain.Smartcard;
import io.hv.xml.wire.domain.Sound;
import io.hv.xml.wire.domain.Tpm;
import io.hv.xml.wire.domain.Video;
import io.hv.xml.wire.domain.Vsock;
import io.hv.xml.wire.domain.Watchdog;
import io.hv.xml.wire.domainbackup.Domainbackup;
import io.hv.xml.wire.domaincaps.DomainCapabilities;
import io.hv.xml.wire.domaincheckpoint.Domaincheckpoint;
import io.hv.xml.wire.domainsnapshot.Domainsnapshot;
import io.hv.xml.wire.interfaces.Interface;
import io.hv.xml.wire.network.Network;
import io.hv.xml.wire.networkport.Networkport;
import io.hv.xml.wire.nodedev.Device;
import io.hv.xml.wire.nwfilter.Filter;
import io.hv.xml.wire.nwfilterbinding.Filterbinding;
import io.hv.xml.wire.secret.Secret;
import io.hv.xml.wire.storagepool.Pool;
import io.hv.xml.wire.storagepoolcaps.StoragepoolCapabilities;
import io.hv.xml.wire.storagevol.Volume;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What a document describes. The first ones are libvirt's documents, each with a schema of its own. The others are the
 * pieces that libvirt's calls take for themselves: a device, which is attached and detached, and a part of a network,
 * which is updated.
 */
public enum XmlKind {
    DOMAIN(Domain.class, "domain"),
    NETWORK(Network.class, "network"),
    STORAGE_POOL(Pool.class, "storagepool"),
    STORAGE_VOLUME(Volume.class, "storagevol"),
    DOMAIN_SNAPSHOT(Domainsnapshot.class, "domainsnapshot"),
    DOMAIN_CHECKPOINT(Domaincheckpoint.class, "domaincheckpoint"),
    DOMAIN_BACKUP(Domainbackup.class, "domainbackup"),
    CAPABILITIES(Capabilities.class, "capability"),
    DOMAIN_CAPABILITIES(DomainCapabilities.class, "domaincaps"),
    NODE_DEVICE(Device.class, "nodedev"),
    NETWORK_FILTER(Filter.class, "nwfilter"),
    NETWORK_FILTER_BINDING(Filterbinding.class, "nwfilterbinding"),
    SECRET(Secret.class, "secret"),
    /** An interface of the host; of a domain see {@link #DOMAIN_INTERFACE}. */
    HOST_INTERFACE(Interface.class, "interface"),
    CPU(Cpu.class, "cpu"),
    NETWORK_PORT(Networkport.class, "networkport"),
    STORAGE_POOL_CAPABILITIES(StoragepoolCapabilities.class, "storagepoolcaps"),

    DISK(Disk.class),
    CONTROLLER(Controller.class),
    LEASE(Lease.class),
    FILESYSTEM(Filesystem.class),
    /** A network interface of a domain. It is called as the host's are, so this kind has to be named. */
    DOMAIN_INTERFACE(io.hv.xml.wire.domain.Interface.class),
    INPUT(Input.class),
    SOUND(Sound.class),
    AUDIO(Audio.class),
    HOSTDEV(Hostdev.class),
    GRAPHICS(Graphics.class),
    VIDEO(Video.class),
    CONSOLE(Console.class),
    PARALLEL(Parallel.class),
    SERIAL(Serial.class),
    CHANNEL(Channel.class),
    SMARTCARD(Smartcard.class),
    HUB(Hub.class),
    REDIRDEV(Redirdev.class),
    REDIRFILTER(Redirfilter.class),
    RNG(Rng.class),
    TPM(Tpm.class),
    SHMEM(Shmem.class),
    MEMORY_DEVICE(DevicesMemory.class),
    WATCHDOG(Watchdog.class),
    MEMBALLOON(Memballoon.class),
    NVRAM(Nvram.class),
    PANIC(Panic.class),
    IOMMU(Iommu.class),
    VSOCK(Vsock.class),

    /** A host of a network's DHCP. */
    DHCP_HOST(Network.Ip.Dhcp.Host.class),
    /** A range of a network's DHCP. */
    DHCP_RANGE(Network.Ip.Dhcp.Range.class),
    /** A host of a network's DNS. It is called as DHCP's are, so this kind has to be named. */
    DNS_HOST(Network.Dns.Host.class),
    /** A service of a network's DNS. */
    DNS_SRV(Network.Dns.Srv.class),
    /** A text record of a network's DNS. */
    DNS_TXT(Network.Dns.Txt.class),
    /** A group of ports of a network. */
    PORTGROUP(Network.Portgroup.class);

    private final Class<? extends WireElement> type;
    private final @Nullable String schema;

    XmlKind(Class<? extends WireElement> type) {
        this(type, null);
    }

    XmlKind(Class<? extends WireElement> type, @Nullable String schema) {
        this.type = type;
        this.schema = schema;
    }

    Class<? extends WireElement> type() {
        return type;
    }

    /** The name of the root element. */
    public String rootName() {
        return WireElement.nameOf(type).getLocalPart();
    }

    /** The file name of libvirt's schema of such documents, for example {@code domain.rng}; empty for a piece of one. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema).map(each -> each + ".rng");
    }

    /** The kind whose root element is called so; of several the first. */
    public static Optional<XmlKind> ofRoot(String name) {
        return ofRoot(new QName(name));
    }

    static Optional<XmlKind> ofRoot(QName name) {
        for (XmlKind each : values()) {
            if (WireElement.nameOf(each.type).equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
