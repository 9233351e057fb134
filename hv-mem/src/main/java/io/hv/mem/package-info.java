/**
 * {@code mem:///}: a host in memory, for the unit tests of programs that use hv. Its domains go through every state and
 * tell every event as real ones do; its guests run no code, but play what {@link io.hv.mem.MemGuest} says; and its
 * failures come when a test wants them.
 *
 * <pre>{@code
 * try (Host host = Host.open("mem:///")) {
 *   DomainSpec spec = DomainSpec.named("web").build()
 *       .with(MemGuest.quiet().prints("login: ").answers("root", "# "));
 *   Domain web = host.define(spec);
 *
 *   host.as(MemHost.class).fail(MemOperation.START, 1, MemHost.failure("no memory left"));
 *   assertThrows(HostFailureException.class, web::start);   // the first start fails
 *   web.start();                                            // the second does not
 *
 *   try (ConsoleSession console = web.console().open(From.START)) {
 *     console.expect("login: ", Duration.ofSeconds(1));
 *     console.send("root\n");
 *     console.expect("# ", Duration.ofSeconds(1));
 *   }
 *   web.as(MemDomain.class).crash(MemGuest.panic("out of coffee"));
 * }
 * }</pre>
 *
 * <p>Its pools have volumes of 100 GiB in all that take what is reserved for them, in formats raw and qcow2, with no content and
 * no files on this machine. They stay in their folder as long as the world is there, whether a pool on it is active, or even
 * defined; pools on one folder have the same volumes, and the same room. A volume can be a disk of a domain. An overlay without a
 * capacity is as large as what it stands on, which has to be a volume of this world then; with a capacity, what it stands on is
 * not looked at.
 *
 * <p>Nothing is stored: a world is gone when its last handle is closed. {@code mem:///NAME} is a world of its own for
 * each name. {@code mem:///?without=suspend,console} is a host that lacks these features, for testing how a program
 * gets by without them.
 */
@NullMarked
package io.hv.mem;

import org.jspecify.annotations.NullMarked;
