// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <capabilities>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "capabilities")
public final class Capabilities extends WireElement {

    @XmlAttribute(name = "policy")
    public @Nullable String policy;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Capabilities.AuditControl.class),
        @XmlElementRef(type = Capabilities.AuditWrite.class),
        @XmlElementRef(type = Capabilities.BlockSuspend.class),
        @XmlElementRef(type = Capabilities.Chown.class),
        @XmlElementRef(type = Capabilities.DacOverride.class),
        @XmlElementRef(type = Capabilities.DacReadSearch.class),
        @XmlElementRef(type = Capabilities.Fowner.class),
        @XmlElementRef(type = Capabilities.Fsetid.class),
        @XmlElementRef(type = Capabilities.IpcLock.class),
        @XmlElementRef(type = Capabilities.IpcOwner.class),
        @XmlElementRef(type = Capabilities.Kill.class),
        @XmlElementRef(type = Capabilities.Lease.class),
        @XmlElementRef(type = Capabilities.LinuxImmutable.class),
        @XmlElementRef(type = Capabilities.MacAdmin.class),
        @XmlElementRef(type = Capabilities.MacOverride.class),
        @XmlElementRef(type = Capabilities.Mknod.class),
        @XmlElementRef(type = Capabilities.NetAdmin.class),
        @XmlElementRef(type = Capabilities.NetBindService.class),
        @XmlElementRef(type = Capabilities.NetBroadcast.class),
        @XmlElementRef(type = Capabilities.NetRaw.class),
        @XmlElementRef(type = Capabilities.Setgid.class),
        @XmlElementRef(type = Capabilities.Setfcap.class),
        @XmlElementRef(type = Capabilities.Setpcap.class),
        @XmlElementRef(type = Capabilities.Setuid.class),
        @XmlElementRef(type = Capabilities.SysAdmin.class),
        @XmlElementRef(type = Capabilities.SysBoot.class),
        @XmlElementRef(type = Capabilities.SysChroot.class),
        @XmlElementRef(type = Capabilities.SysModule.class),
        @XmlElementRef(type = Capabilities.SysNice.class),
        @XmlElementRef(type = Capabilities.SysPacct.class),
        @XmlElementRef(type = Capabilities.SysPtrace.class),
        @XmlElementRef(type = Capabilities.SysRawio.class),
        @XmlElementRef(type = Capabilities.SysResource.class),
        @XmlElementRef(type = Capabilities.SysTime.class),
        @XmlElementRef(type = Capabilities.SysTtyConfig.class),
        @XmlElementRef(type = Capabilities.Syslog.class),
        @XmlElementRef(type = Capabilities.WakeAlarm.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <audit_control>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "audit_control")
    public static final class AuditControl extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <audit_write>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "audit_write")
    public static final class AuditWrite extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <block_suspend>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "block_suspend")
    public static final class BlockSuspend extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <chown>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "chown")
    public static final class Chown extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <dac_override>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "dac_override")
    public static final class DacOverride extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <dac_read_search>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "dac_read_search")
    public static final class DacReadSearch extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <fowner>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "fowner")
    public static final class Fowner extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <fsetid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "fsetid")
    public static final class Fsetid extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <ipc_lock>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ipc_lock")
    public static final class IpcLock extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <ipc_owner>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "ipc_owner")
    public static final class IpcOwner extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <kill>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "kill")
    public static final class Kill extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <lease>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "lease")
    public static final class Lease extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <linux_immutable>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "linux_immutable")
    public static final class LinuxImmutable extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <mac_admin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mac_admin")
    public static final class MacAdmin extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <mac_override>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mac_override")
    public static final class MacOverride extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <mknod>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mknod")
    public static final class Mknod extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <net_admin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "net_admin")
    public static final class NetAdmin extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <net_bind_service>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "net_bind_service")
    public static final class NetBindService extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <net_broadcast>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "net_broadcast")
    public static final class NetBroadcast extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <net_raw>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "net_raw")
    public static final class NetRaw extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <setgid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "setgid")
    public static final class Setgid extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <setfcap>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "setfcap")
    public static final class Setfcap extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <setpcap>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "setpcap")
    public static final class Setpcap extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <setuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "setuid")
    public static final class Setuid extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_admin>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_admin")
    public static final class SysAdmin extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_boot>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_boot")
    public static final class SysBoot extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_chroot>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_chroot")
    public static final class SysChroot extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_module>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_module")
    public static final class SysModule extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_nice>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_nice")
    public static final class SysNice extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_pacct>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_pacct")
    public static final class SysPacct extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_ptrace>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_ptrace")
    public static final class SysPtrace extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_rawio>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_rawio")
    public static final class SysRawio extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_resource>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_resource")
    public static final class SysResource extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_time>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_time")
    public static final class SysTime extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <sys_tty_config>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sys_tty_config")
    public static final class SysTtyConfig extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <syslog>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "syslog")
    public static final class Syslog extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }

    /** {@code <wake_alarm>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "wake_alarm")
    public static final class WakeAlarm extends WireLeaf {

        @XmlAttribute(name = "state")
        public @Nullable String state;
    }
}
