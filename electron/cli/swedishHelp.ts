import { InvalidArgumentError, type Command, type CommanderError, type Option } from 'commander'

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Användning:',
  'Options:': 'Val:',
  'Commands:': 'Kommandon:',
  'Arguments:': 'Argument:',
}

/** Commander's help and faults in Swedish; faults are thrown, so that one place decides the exit code. */
export function swedishHelp(command: Command): Command {
  return command
    .helpOption('-h, --help', 'visa den här hjälpen')
    .helpCommand(false)
    .exitOverride()
    .usage(command.name() === 'lardom' ? '<kommando> [val]' : '[val]')
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      optionDescription: described,
      subcommandTerm: (subcommand) => subcommand.name(),
    })
    .configureOutput({ outputError: () => undefined })
}

function described(option: Option): string {
  const preset: unknown = option.defaultValue
  const words = (Array.isArray(preset) ? preset : [preset]).filter(
    (it): it is string | number => typeof it === 'string' || typeof it === 'number',
  )
  return words.length === 0 ? option.description : `${option.description} (annars ${words.join(',')})`
}

/** What was wrong with the call, in Swedish. */
export function inSwedish(error: CommanderError): string {
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.missingMandatoryOptionValue':
      return `Valet ${quoted} krävs. Se --help.`
    case 'commander.optionMissingArgument':
      return `Valet ${quoted} saknar värde. Se --help.`
    case 'commander.unknownOption':
      return `Valet ${quoted} finns inte. Se --help.`
    case 'commander.unknownCommand':
      return `Kommandot ${quoted} finns inte. Se --help.`
    case 'commander.excessArguments':
      return 'För många argument. Se --help.'
    case 'commander.invalidArgument': {
      // Commander's own English stands before our sentence about what is allowed.
      const value = /argument '([^']*)' is invalid/.exec(error.message)?.[1] ?? ''
      const allowed = error.message.split(' is invalid. ')[1] ?? ''
      return `Valet ${quoted} kan inte vara ”${value}”. ${allowed}`
    }
    default:
      return error.code === 'commander.help'
        ? 'Välj ett kommando. Se --help.'
        : error.message.replace(/^error: /, '')
  }
}

/** A whole number within bounds, for an option. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Värdet ska vara ett heltal mellan ${min} och ${max}.`)
    }
    return value
  }
}
