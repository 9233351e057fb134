package io.hv.sketch;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A method that gives the machine which is booted once, for all tests of all classes that give an equal one. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Golden {}
