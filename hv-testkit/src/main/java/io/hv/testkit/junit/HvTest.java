package io.hv.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that use machines: it has {@link Golden} members, and its methods {@link Fresh} parameters; networks for them
 * are {@link Lan}s. Where no host
 * can be had here, or a host cannot run what a test asks for, the test is disabled, and the reason says what would help.
 * Tests may run in parallel.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HvExtension.class)
public @interface HvTest {

    /** The host, as {@link io.hv.Host#open(String)} takes it; where nothing is said, what {@link io.hv.Host#detect()} finds. */
    String uri() default "";

    /**
     * Whether golden machines are kept as templates in files, which other processes use too and which are there still in
     * the next run. Without that, or on hosts that cannot save, each process boots its own.
     */
    boolean shared() default true;
}
