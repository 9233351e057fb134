package io.hv.testkit.guest;

import java.util.Locale;

/**
 * What {@link GuestImages}'s init does once user space is up; the kernel's command line says which, as {@code
 * hv.test=NAME}. All but {@link #SHELL} have the first serial port to themselves, without conversion of line endings: the
 * kernel is to be kept off it.
 */
public enum GuestTask {
    /**
     * Prints {@link GuestImages#UP} and more on the console, then gives a shell on it, again whenever one has ended. Powers
     * off when the power button is pressed.
     */
    SHELL,
    /** Says nothing and hears nothing. */
    IDLE,
    /** Prints {@link GuestImages#GREETING}, and goes on running. */
    TALK,
    /** Prints {@link GuestImages#GREETING}, then sends back what comes. */
    ECHO,
    /** Prints {@link GuestImages#GREETING} and powers off. */
    END,
    /** Prints {@link GuestImages#GREETING} when it can hear the power button; powers off when that is pressed. */
    HEED,
    /** Panics. */
    CRASH,
    /**
     * Prints {@link GuestImages#GREETING} and runs QEMU's guest agent at the virtio port of its name, again whenever it has
     * ended. The initramfs has to have one: {@link GuestImages#withAgentFromProperties}.
     */
    AGENT;

    /** The word on the kernel's command line. */
    public String word() {
        return "hv.test=" + name().toLowerCase(Locale.ROOT);
    }
}
