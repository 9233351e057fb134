package io.hv.kvm.bus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that the first saved states do not have: a {@code boolean}, a number, a text, {@link Bytes} or a list. Where it is
 * not there it is false, zero, or empty. And where it is that it is not written, so that a state that does without is as it
 * always was, and older versions read it.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Later {}
