@NullMarked
package io.hv.xml.domain;

import org.jspecify.annotations.NullMarked;
