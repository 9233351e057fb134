package io.hv.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A network for the machines of one test, which is made before the test, with what comes before it, and removed after it,
 * however it ends. {@link Fresh} machines whose spec has a card on a network of this name ({@code NicSpec.on("lan")}) are on
 * it; the host knows it by a longer name, so that tests may run in parallel.
 *
 * <ul>
 *   <li>On a static field, or a static method without parameters, that gives a {@link io.hv.NetworkSpec}, and is
 *       asked once: each test of the class has such a network, and so have those of classes that are nested in it. Of two with
 *       one name the nearest counts.
 *   <li>On a parameter of a test, or of what runs before and after each, of the type {@link io.hv.Network}, or of a backend's
 *       own such as {@code io.hv.kvm.KvmNetwork}: the network itself. Where no member gives one of that name, it is an isolated
 *       one without addresses.
 * </ul>
 *
 * <p>A machine with a card on it whose {@link GoldenMachine} waits for {@link Readiness#agent()} becomes golden on an isolated
 * copy of it, where it is alone, and is forked for each test, as others are. A fork would have the addresses of its original: its
 * guest lets go of the cards, by {@link io.hv.Nic#detach}, and gets others, with hardware addresses of their own, or those that
 * the spec names; then one machine of a test can have them. It is handed out when its agent has seen the new cards, when what
 * {@link GoldenMachine#joins} says has been run, and when each card has IP addresses of the families, IPv4 and IPv6, of which the
 * one in whose place it is had some.
 *
 * <p>Where that cannot be, each test's machine is booted on the test's network up to where it is of use, and the log says why: on
 * a host that cannot do it, without an agent, where a golden machine or its network cannot be, and of a guest that does not let go
 * of its cards or does not take new ones.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Lan {

    /**
     * On a parameter: the name of the network. Not needed where members give one only; where they give none, it is then called
     * {@code lan}. Not for members: their network has the name of its spec.
     */
    String value() default "";

    /**
     * Whether its frames are captured, a pcapng file for each test. Where the test fails the file is kept with what is known of
     * its machines, and the failure says so; else it is deleted. On a host that cannot capture, the log says so.
     */
    boolean capture() default false;

    /** Whether all tests of the class have the same one, made before the first and removed after the last. For members only. */
    boolean perClass() default false;
}
