/**
 * Skills of code, a line each: `Name: alias, alias`. A surface is found in any casing, except
 * `^REST`: only written so; `?Slack`: a word of daily speech too, needs its capital inside a sentence or company;
 * `!Go`: a word that needs a context of its own (`skill-guards.ts`).
 */
export const languages = `
TypeScript: ^TS, tsconfig
JavaScript: ^JS, ECMAScript, ES modules, vanilla JS
Python: Python3, CPython
Java: JDK, JVM, Java EE, Jakarta EE
Kotlin
!Go: golang, gofmt, go.mod
?Rust: rustc, ^Cargo, Cargo.toml
!C: ANSI C, C99, C11
C++: C ++, cpp, C++11, C++14, C++17, C++20
C#: C #, csharp, C sharp
F#: F #, fsharp
Visual Basic: VB.NET, VBA
?Swift
Objective-C: ^ObjC
!Ruby
PHP
Perl
!R: RStudio, tidyverse, ggplot2
!Julia
Scala
Groovy
Clojure: ClojureScript
Elixir
Erlang: ^OTP
Haskell: ^GHC
OCaml
Elm language: !Elm
?Dart
Lua: LuaJIT
?Zig
?Nim
!Crystal
!Scheme
Common Lisp: ^Lisp
Racket
Prolog
Fortran
COBOL
Ada language: !Ada
!Assembly: assembler, x86 assembly
MATLAB
SAS: ^SAS
Stata
SQL: T-SQL, TSQL
PL/SQL
PL/pgSQL: plpgsql
Bash: shell script, shell scripts, shell scripting, zsh
PowerShell
!Make: Makefile, Makefiles, GNU Make
CMake
HTML: HTML5
CSS: CSS3
Sass: SCSS
LESS: ^LESS
XML: XSLT, XPath
JSON: JSON Schema
YAML
Markdown
LaTeX
GraphQL: Apollo Server, Apollo Client
Solidity
!Move: Sui Move, Move Prover
WebAssembly: ^WASM, wasm
VHDL
Verilog: SystemVerilog
Apex: !Apex, Salesforce Apex
ABAP
Regular expressions: regex, regexes, regexp, regular expression
`

export const frameworks = `
React: React.js, ReactJS, React hooks
React Native
Next.js: NextJS
Vue: Vue.js, VueJS, Vuex, Pinia
Nuxt: Nuxt.js
Angular: AngularJS, RxJS
Svelte: SvelteKit
SolidJS: Solid.js
!Lit: LitElement, lit-html
Preact
Ember.js: !Ember
Backbone.js: BackboneJS
jQuery
HTMX
Alpine.js: AlpineJS
?Astro
?Remix
Gatsby
Redux: Redux Toolkit
Zustand
MobX
TanStack Query: React Query
Tailwind CSS: Tailwind, TailwindCSS
?Bootstrap
Material UI: ^MUI
Web Components: custom elements, shadow DOM
D3.js: D3, ^D3
Three.js: ThreeJS
WebGL: WebGPU
WebRTC
WebSockets: WebSocket
Service workers: service worker, progressive web app, progressive web apps, ^PWA
!Node.js: NodeJS, Node.js, !Node
Deno
?Bun
Express.js: ExpressJS, !Express
NestJS: Nest.js, ?Nest
Fastify
?Koa
?Hono
Django: Django REST Framework, ^DRF
?Flask
FastAPI
SQLAlchemy
Pydantic
Celery
!Spring: Spring Boot, Spring MVC, Spring Security, Spring Data, Spring Cloud, Spring Batch, WebFlux
Hibernate: JPA
Quarkus
Micronaut
Ruby on Rails: Rails, ActiveRecord, RoR
Sidekiq
?Sinatra
Laravel
Symfony
WordPress: WooCommerce
Drupal
Magento
ASP.NET: ASP.NET Core
.NET: dotnet, .NET Core, .NET Framework
Entity Framework: EF Core
Blazor
!Phoenix: Phoenix LiveView
Gin: !Gin
Ktor
Actix: actix-web
?Axum
Tokio: tokio
Android: Android SDK
Jetpack Compose
iOS: iOS SDK
SwiftUI
UIKit
Flutter
?Ionic
Xamarin: MAUI
?Electron
Tauri
Qt: ^Qt, PyQt
GTK
Unity: Unity3D, !Unity
Unreal Engine
Godot
OpenGL
?Vulkan
CUDA
OpenCV
?Prisma
TypeORM
?Drizzle
?Zod
Valibot
Storybook
Vite: Vitest
Webpack
?Rollup
esbuild
?Babel
?Parcel
Turborepo
npm: npx
pnpm
Yarn: ?Yarn
ESLint: typescript-eslint
SonarQube: SonarCloud, ?Sonar
Prettier: ^Prettier
?Jest
?Enzyme
?Mocha
Jasmine: !Jasmine
Cypress: ?Cypress
Playwright
Puppeteer
Selenium: WebDriver
Testing Library: React Testing Library
pytest
unittest
JUnit
Mockito
RSpec
PHPUnit
xUnit: NUnit
Robot Framework
Cucumber: ?Cucumber, Gherkin
Locust: ?Locust
k6: ^k6
Gatling
JMeter
Postman: ?Postman
Maven
Gradle
Bazel
Poetry: !Poetry
pip: ^pip
MCP: Model Context Protocol
Lodash: lodash-es
Axios: axios
Moment.js
Luxon
date-fns
Husky: ?Husky
Lerna
Nodemon
PostCSS: Autoprefixer
SWC: ^SWC
Karma: ?Karma
Chai: ?Chai
Sinon
tRPC
Socket.IO
Chart.js
Leaflet: ?Leaflet
Passport.js
Flake8
mypy
Pylint
Ruff: ?Ruff
Black: ?Black
tox: ^tox
Uvicorn
Gunicorn
Boto3
Conda: Miniconda
Sphinx: ?Sphinx
MkDocs
Dash: ?Dash
Streamlit
Hugo: ?Hugo
Jekyll
Docusaurus
Pandoc
Serde
Clippy
RuboCop
Lombok
Log4j: ^Log4J
SLF4J: Logback
Jackson: ?Jackson
Netty
Guava
Tomcat
Jetty
GCC: ^GCC, gcc
Clang: clang-format, clang-tidy
LLVM
OpenSSL
FFmpeg
Valgrind
Meson: ?Meson
Ninja: ?Ninja
Nix: ?Nix, NixOS
Homebrew
TOML
VS Code: VSCode, Visual Studio Code
Vim: Neovim
Emacs
Xcode
IntelliJ IDEA: IntelliJ
GitBook
`
