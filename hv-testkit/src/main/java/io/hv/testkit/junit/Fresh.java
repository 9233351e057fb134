package io.hv.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter, {@link io.hv.Domain} or {@link io.hv.TransientDomain}, that gets a machine for this test alone: a clone of the
 * golden one as it was when it had become ready, running; where one of its cards is on a {@link Lan}, with another card in its
 * place. It is closed when the test is over. Methods for tests may have any number of them, and those for what comes before and
 * after each test; two parameters are two machines, in one test too.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fresh {

    /** The name of the {@link Golden} member; not needed where there is one only. */
    String value() default "";
}
