package io.hv.kvm;

/** What happens to a machine whose guest has let its watchdog run out. */
public enum WatchdogAction {
    /** It is reset. */
    RESET,
    /** It is switched off, as by its guest. */
    POWER_OFF,
    /** Nothing; a {@link WatchdogEvent} tells. The watchdog is off until the guest enables it again. */
    NONE
}
