/**
 * Boot once, fork for every test: JUnit Jupiter tests that get a machine of their own, which is ready at once.
 *
 * <pre>{@code
 * @HvTest
 * class ShopTest {
 *
 *     @Golden
 *     static GoldenMachine shop() {
 *         return GoldenMachine.of(SPEC).ready(Readiness.console("login:"), Duration.ofMinutes(1));
 *     }
 *
 *     @Test
 *     void survivesAPowerCut(@Fresh Domain shop) { ... }
 * }
 * }</pre>
 *
 * <p>System properties, or configuration parameters of the JUnit Platform, of which the latter come first:
 *
 * <ul>
 *   <li>{@code hv.templates}: the folder of templates; {@code $XDG_CACHE_HOME/hv/templates}, or
 *       {@code ~/.cache/hv/templates}
 *   <li>{@code hv.templates.keep}: how many of them are kept, those that were used last; 10
 *   <li>{@code hv.failures}: the folder for what is known of machines whose test failed, see
 *       {@link io.hv.Domain#evidence()}; JUnit's own folder for a test's output where it has one, else
 *       {@code target/hv-failures}
 * </ul>
 */
@NullMarked
package io.hv.testkit.junit;

import org.jspecify.annotations.NullMarked;
