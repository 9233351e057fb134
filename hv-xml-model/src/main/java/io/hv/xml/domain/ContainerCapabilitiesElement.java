package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Linux capabilities of a container: on or off, each. Not thread-safe. */
public final class ContainerCapabilitiesElement extends Element {

    /** The words of {@link #policy}. */
    public enum Policy implements Word {
        DEFAULT,
        ALLOW,
        DENY
    }

    ContainerCapabilitiesElement(Place here) {
        super(here);
    }

    /** What holds for those that are not named. */
    public TextValue<Policy> policy() {
        return here.attribute("policy", Form.words(Policy.class));
    }

    /** {@code <audit_control state>}, on or off. */
    public TextValue<Boolean> auditControl() {
        return here.child("audit_control").only("state", Form.ON_OFF);
    }

    /** {@code <audit_write state>}, on or off. */
    public TextValue<Boolean> auditWrite() {
        return here.child("audit_write").only("state", Form.ON_OFF);
    }

    /** {@code <block_suspend state>}, on or off. */
    public TextValue<Boolean> blockSuspend() {
        return here.child("block_suspend").only("state", Form.ON_OFF);
    }

    /** {@code <chown state>}, on or off. */
    public TextValue<Boolean> chown() {
        return here.child("chown").only("state", Form.ON_OFF);
    }

    /** {@code <dac_override state>}, on or off. */
    public TextValue<Boolean> dacOverride() {
        return here.child("dac_override").only("state", Form.ON_OFF);
    }

    /** {@code <dac_read_search state>}, on or off. */
    public TextValue<Boolean> dacReadSearch() {
        return here.child("dac_read_search").only("state", Form.ON_OFF);
    }

    /** {@code <fowner state>}, on or off. */
    public TextValue<Boolean> fowner() {
        return here.child("fowner").only("state", Form.ON_OFF);
    }

    /** {@code <fsetid state>}, on or off. */
    public TextValue<Boolean> fsetid() {
        return here.child("fsetid").only("state", Form.ON_OFF);
    }

    /** {@code <ipc_lock state>}, on or off. */
    public TextValue<Boolean> ipcLock() {
        return here.child("ipc_lock").only("state", Form.ON_OFF);
    }

    /** {@code <ipc_owner state>}, on or off. */
    public TextValue<Boolean> ipcOwner() {
        return here.child("ipc_owner").only("state", Form.ON_OFF);
    }

    /** {@code <kill state>}, on or off. */
    public TextValue<Boolean> kill() {
        return here.child("kill").only("state", Form.ON_OFF);
    }

    /** {@code <lease state>}, on or off. */
    public TextValue<Boolean> lease() {
        return here.child("lease").only("state", Form.ON_OFF);
    }

    /** {@code <linux_immutable state>}, on or off. */
    public TextValue<Boolean> linuxImmutable() {
        return here.child("linux_immutable").only("state", Form.ON_OFF);
    }

    /** {@code <mac_admin state>}, on or off. */
    public TextValue<Boolean> macAdmin() {
        return here.child("mac_admin").only("state", Form.ON_OFF);
    }

    /** {@code <mac_override state>}, on or off. */
    public TextValue<Boolean> macOverride() {
        return here.child("mac_override").only("state", Form.ON_OFF);
    }

    /** {@code <mknod state>}, on or off. */
    public TextValue<Boolean> mknod() {
        return here.child("mknod").only("state", Form.ON_OFF);
    }

    /** {@code <net_admin state>}, on or off. */
    public TextValue<Boolean> netAdmin() {
        return here.child("net_admin").only("state", Form.ON_OFF);
    }

    /** {@code <net_bind_service state>}, on or off. */
    public TextValue<Boolean> netBindService() {
        return here.child("net_bind_service").only("state", Form.ON_OFF);
    }

    /** {@code <net_broadcast state>}, on or off. */
    public TextValue<Boolean> netBroadcast() {
        return here.child("net_broadcast").only("state", Form.ON_OFF);
    }

    /** {@code <net_raw state>}, on or off. */
    public TextValue<Boolean> netRaw() {
        return here.child("net_raw").only("state", Form.ON_OFF);
    }

    /** {@code <setgid state>}, on or off. */
    public TextValue<Boolean> setgid() {
        return here.child("setgid").only("state", Form.ON_OFF);
    }

    /** {@code <setfcap state>}, on or off. */
    public TextValue<Boolean> setfcap() {
        return here.child("setfcap").only("state", Form.ON_OFF);
    }

    /** {@code <setpcap state>}, on or off. */
    public TextValue<Boolean> setpcap() {
        return here.child("setpcap").only("state", Form.ON_OFF);
    }

    /** {@code <setuid state>}, on or off. */
    public TextValue<Boolean> setuid() {
        return here.child("setuid").only("state", Form.ON_OFF);
    }

    /** {@code <sys_admin state>}, on or off. */
    public TextValue<Boolean> sysAdmin() {
        return here.child("sys_admin").only("state", Form.ON_OFF);
    }

    /** {@code <sys_boot state>}, on or off. */
    public TextValue<Boolean> sysBoot() {
        return here.child("sys_boot").only("state", Form.ON_OFF);
    }

    /** {@code <sys_chroot state>}, on or off. */
    public TextValue<Boolean> sysChroot() {
        return here.child("sys_chroot").only("state", Form.ON_OFF);
    }

    /** {@code <sys_module state>}, on or off. */
    public TextValue<Boolean> sysModule() {
        return here.child("sys_module").only("state", Form.ON_OFF);
    }

    /** {@code <sys_nice state>}, on or off. */
    public TextValue<Boolean> sysNice() {
        return here.child("sys_nice").only("state", Form.ON_OFF);
    }

    /** {@code <sys_pacct state>}, on or off. */
    public TextValue<Boolean> sysPacct() {
        return here.child("sys_pacct").only("state", Form.ON_OFF);
    }

    /** {@code <sys_ptrace state>}, on or off. */
    public TextValue<Boolean> sysPtrace() {
        return here.child("sys_ptrace").only("state", Form.ON_OFF);
    }

    /** {@code <sys_rawio state>}, on or off. */
    public TextValue<Boolean> sysRawio() {
        return here.child("sys_rawio").only("state", Form.ON_OFF);
    }

    /** {@code <sys_resource state>}, on or off. */
    public TextValue<Boolean> sysResource() {
        return here.child("sys_resource").only("state", Form.ON_OFF);
    }

    /** {@code <sys_time state>}, on or off. */
    public TextValue<Boolean> sysTime() {
        return here.child("sys_time").only("state", Form.ON_OFF);
    }

    /** {@code <sys_tty_config state>}, on or off. */
    public TextValue<Boolean> sysTtyConfig() {
        return here.child("sys_tty_config").only("state", Form.ON_OFF);
    }

    /** {@code <syslog state>}, on or off. */
    public TextValue<Boolean> syslog() {
        return here.child("syslog").only("state", Form.ON_OFF);
    }

    /** {@code <wake_alarm state>}, on or off. */
    public TextValue<Boolean> wakeAlarm() {
        return here.child("wake_alarm").only("state", Form.ON_OFF);
    }
}
