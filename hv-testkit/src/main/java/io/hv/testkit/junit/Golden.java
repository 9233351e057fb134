package io.hv.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method without parameters that gives a {@link GoldenMachine}, or a static field that holds one: what
 * {@link Fresh} machines are clones of. It is asked once. Several in a class are told apart by the member's name; those of
 * superclasses and of enclosing classes count too, the nearest first.
 */
@Documented
@Target({ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Golden {}
