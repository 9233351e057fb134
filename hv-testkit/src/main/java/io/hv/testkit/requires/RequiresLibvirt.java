package io.hv.testkit.requires;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs libvirt's client library, but no daemon. Tagged {@code libvirt}; where the library is missing the test is
 * disabled, and the reason says so.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("libvirt")
@ExtendWith(LibvirtCondition.class)
public @interface RequiresLibvirt {}
