package dev.sluice.standalone.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log file of a data directory. Its place is known only once the command line was read. */
public final class LogFile {
  private static final String PATTERN = "%d{ISO8601,UTC} %-5level [%thread] %logger{36} %msg%n";
  private static final FileSize LARGEST_FILE = FileSize.valueOf("16MB");
  private static final int OLD_FILES = 3;

  private LogFile() {}

  /** Sends all log lines of this process to {@code sluice.log} in a directory, from now on. */
  public static Path open(Path directory) {
    Path file = directory.resolve("sluice.log");
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.setTriggeringPolicy(trigger(context));
    appender.setRollingPolicy(window(context, appender, directory));
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return file;
  }

  /** Says nothing any more of a logger's, from now on: what it would say is already known. */
  public static void silence(String logger) {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(logger).setLevel(Level.OFF);
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> trigger(LoggerContext context) {
    var policy = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setMaxFileSize(LARGEST_FILE);
    policy.start();
    return policy;
  }

  private static FixedWindowRollingPolicy window(
      LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path directory) {
    var policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(directory.resolve("sluice.%i.log").toString());
    policy.setMinIndex(1);
    policy.setMaxIndex(OLD_FILES);
    policy.start();
    return policy;
  }
}
